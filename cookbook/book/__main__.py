"""`python -m cookbook.book site`: both forms of the book, into `site/downloads/`."""

import os
import sys
from pathlib import Path

from mkdocs.config import load_config

from cookbook.book import epub, pdf
from cookbook.reader.browser import NoBrowser, chromium
from cookbook.repo import ROOT, commit

NAME = "downloads/django-in-containers-tutorial"


def write(site: Path) -> None:
    """Write the book of a built site. Raises NoBrowser, when the EPUB is there already."""
    url = str(load_config(str(ROOT / "mkdocs.yml")).site_url)
    about = f"From {url}tutorial/, as of commit {commit()[:9]}. Every block has been run."
    epub.write(site, site / f"{NAME}.epub", url, about)
    with chromium() as browser:
        pdf.write(browser, site, site / f"{NAME}.pdf", url, about)


if __name__ == "__main__":
    try:
        write(Path(sys.argv[1]))
    except NoBrowser as error:
        if os.environ.get("CI"):
            raise
        print(f"The site has no PDF of the tutorial: {error}")
