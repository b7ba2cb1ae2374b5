"""Hooks of MkDocs: what a page says about itself, and what all pages make up together.

For a site that Zensical built: `python -m cookbook.site.finish site`.
"""

import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from cookbook.pick import page as pick
from cookbook.repo import ROOT, commit
from cookbook.report import last_run
from cookbook.site import changes, plain, policy, search
from cookbook.site.versions import day

API_STYLE = "assets/_mkdocstrings.css"
_published = False
CARRY = re.compile(r'<p class="carry">.*?</p>')  # what `make build` adds to the pages
LONG_CODE = re.compile(r"<code>(?=[^<]{60,}</code>)")  # a whole message, wider than a column


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is a site to publish, which `make build` adds downloads to."""
    global _published
    _published = command == "build"


def on_config(config: MkDocsConfig) -> None:
    """Tell the foot of the pages which commit they are of, and what the last whole run found."""
    if API_STYLE in config.extra_css:
        config.extra_css.remove(API_STYLE)  # only one page needs it, see main.html
    config.extra["published"] = _published
    config.extra["commit"] = commit()
    config.extra["built"] = day(date.today())
    config.extra["run"] = last_run.summary()


def on_page_context(context: dict[str, Any], *, page: Page, **_: Any) -> None:
    """Tell a page when it changed last."""
    if change := changes.last(page.file.src_uri):
        when = datetime.fromisoformat(change.when).date()
        page.update_date = when.isoformat()
        page.meta["changed"] = day(when)


def on_page_content(html: str, **_: Any) -> str:
    """Let the code in a text that is wider than the column go on in the next line."""
    html = html if _published else CARRY.sub("", html)
    return LONG_CODE.sub('<code class="long">', html)


def on_post_build(config: MkDocsConfig) -> None:
    """Finish a site after each build."""
    finish(Path(config.site_dir), config)


def finish(site: Path, config: MkDocsConfig) -> None:
    """Write what the pages of a built site make up together."""
    url, nav = str(config.site_url), list(config.nav or [])
    search.write(site)
    plain.write(site, nav, config.site_name, str(config.site_description), url)
    titles = {
        source: (plain.title(site, source), plain.address(source).removesuffix("index.md"))
        for _, source in plain.pages(nav)
    }
    changes.write(site, titles, config.site_name, url)
    pick.write(site)
    policy.write(site)


if __name__ == "__main__":
    finish(Path(sys.argv[1]), load_config(str(ROOT / "mkdocs.yml")))
