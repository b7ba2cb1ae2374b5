"""The files that pages offer in `docs/downloads`: `[path](../downloads/name){ download }`.

Each is a link to the file below `example_project/` that the page names, or a copy if section
markers have to go. `trial.tar` is the whole project, for trials.
`python -m cookbook.site.downloads` makes them; a test compares.
"""

import io
import os
import re
import tarfile
import tempfile
from pathlib import Path

from cookbook.markdown.sources import MARKER, strip_markers
from cookbook.reader.workspace import copy_finished, files
from cookbook.repo import ROOT

_LINK = re.compile(r"\[(?P<path>[^\]]+)\]\((?:\.\./)*downloads/(?P<name>[^)]+)\)\{ download\b")

PROJECT = ROOT / "docs/downloads/trial.tar"
MTIME = 1767225600  # 2026-01-01, as in the zips of the chapters


def offered() -> dict[str, str]:
    """Return what the pages offer: name in `docs/downloads` → path in the example project."""
    return {
        link["name"]: link["path"]
        for page in sorted((ROOT / "docs").rglob("*.md"))
        if not page.is_symlink()
        for link in _LINK.finditer(page.read_text())
        if link["name"] != PROJECT.name
    }


def content(path: str) -> str:
    """Return a file of the example project as its reader gets it. Raises FileNotFoundError."""
    return strip_markers((ROOT / "example_project" / path).read_text())


def project() -> bytes:
    """Return the finished project as a tar file whose one folder is `trial`."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=packed, mode="w") as out:
        copy_finished(ROOT / "example_project", Path(folder))
        for name, data in files(Path(folder)).items():
            entry = tarfile.TarInfo(f"trial/{name}")
            entry.size, entry.mode = len(data), (Path(folder) / name).stat().st_mode & 0o777
            entry.mtime = MTIME
            out.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def on_pre_build(config: object) -> None:
    """Pack the finished project, if it has changed. A hook of MkDocs: no commit holds the file."""
    packed = project()
    if not PROJECT.exists() or PROJECT.read_bytes() != packed:
        PROJECT.parent.mkdir(exist_ok=True)
        PROJECT.write_bytes(packed)


def main() -> None:
    """Make the downloads anew."""
    on_pre_build(None)
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
