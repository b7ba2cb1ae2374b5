"""A hook of MkDocs for `make serve`, which builds only those pages anew that changed (`--dirty`).

MkDocs looks at the page alone. Here a page has changed as well when a file that it includes has.
"""

import re
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from cookbook.markdown.sources import INCLUDE
from cookbook.repo import ROOT

_TITLE = re.compile(r"^# (.+?)(?: \{.*\})?$", re.MULTILINE)
_dirty = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether only some pages are built."""
    global _dirty
    _dirty = dirty


def on_files(files: Files, **_: Any) -> None:
    """Forget the built page whose sources have changed since."""
    for file in files.documentation_pages() if _dirty else ():
        built = Path(file.abs_dest_path)
        if built.exists() and any(_changed(path, built) for path in _sources(file)):
            built.unlink()


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
    """Give titles to pages that are not read this time, for the navigation of those that are."""
    for page in nav.pages if _dirty else ():
        if "title" in vars(page):
            continue  # mkdocs.yml names it
        if title := _TITLE.search(page.file.content_string):
            page.title = title[1]


def _sources(file: File) -> list[Path]:
    shared = [*(ROOT / "docs/.includes").iterdir(), *(ROOT / "cookbook/data").iterdir()]
    lines = map(INCLUDE.match, file.content_string.splitlines())
    return [*shared, *(ROOT / line["path"] for line in lines if line)]


def _changed(path: Path, built: Path) -> bool:
    return path.exists() and path.stat().st_mtime > built.stat().st_mtime
