"""What is made from the built pages. A hook of MkDocs; for a site that Zensical built:
`python -m cookbook.site.finish site`.
"""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from cookbook.site import search


def on_post_build(config: MkDocsConfig) -> None:
    """Finish a site after each build."""
    finish(Path(config.site_dir))


def finish(site: Path) -> None:
    """Write what the pages of a built site make up together."""
    search.write(site)


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
