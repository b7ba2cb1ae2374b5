"""The files that pages offer in `docs/downloads`: `[path](../downloads/name){ download }`.

Each is a link to the file below `example_project/` that the page names, or a copy if section
markers have to go. `python -m cookbook.site.downloads` makes them; a test compares.
"""

import os
import re

from cookbook.markdown.sources import MARKER, strip_markers
from cookbook.repo import ROOT

_LINK = re.compile(r"\[(?P<path>[^\]]+)\]\((?:\.\./)*downloads/(?P<name>[^)]+)\)\{ download\b")


def offered() -> dict[str, str]:
    """Return what the pages offer: name in `docs/downloads` → path in the example project."""
    return {
        link["name"]: link["path"]
        for page in sorted((ROOT / "docs").rglob("*.md"))
        if not page.is_symlink()
        for link in _LINK.finditer(page.read_text())
    }


def content(path: str) -> str:
    """Return a file of the example project as its reader gets it. Raises FileNotFoundError."""
    return strip_markers((ROOT / "example_project" / path).read_text())


def main() -> None:
    """Make the downloads anew."""
    for name, path in offered().items():
        target, source = ROOT / "docs/downloads" / name, ROOT / "example_project" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if MARKER.search(source.read_text()):
            target.write_text(content(path))
        else:
            target.symlink_to(os.path.relpath(source, target.parent))


if __name__ == "__main__":
    main()
