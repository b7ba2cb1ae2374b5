"""The directory that a reader works in, and what the pages put there."""

import shutil
import textwrap
import zipfile
from pathlib import Path

from cookbook.markdown.sources import strip_markers

# What a reader's machine makes and no page writes.
LITTER = {
    ".cache",
    ".coverage",
    ".env",
    ".pytest_cache",
    ".ruff_cache",
    "__pycache__",
    "db.sqlite3",
    "secrets",
}


def files(root: Path) -> dict[str, bytes]:
    """Return the files below `root`: relative path → content, litter left out."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not LITTER & set(path.relative_to(root).parts)
    }


def copy_finished(project: Path, target: Path) -> None:
    """Copy the example project as its pages show it: without section markers and litter."""
    for name, content in files(project).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(without_markers(content))
        shutil.copymode(project / name, path)


def without_markers(content: bytes) -> bytes:
    """Return a file's content without the lines that mark sections."""
    try:
        return strip_markers(content.decode()).encode()
    except UnicodeDecodeError:
        return content


def holds(text: str, excerpt: str) -> int:
    """Return how often the lines of `excerpt` stand in `text`, at any indentation."""
    lines, wanted = text.splitlines(), excerpt.strip("\n").splitlines()
    size = len(wanted)
    return sum(
        textwrap.dedent("\n".join(lines[i : i + size])).splitlines() == wanted
        for i in range(len(lines) - size + 1)
    )


def pack(root: Path, archive: Path) -> None:
    """Write the workspace as a zip whose one folder is `library`; the same bytes each time."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files(root).items():
            entry = zipfile.ZipInfo(f"library/{name}", (2026, 1, 1, 0, 0, 0))
            entry.external_attr = (root / name).stat().st_mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, content)


def unpack(archive: Path, target: Path) -> None:
    """Unpack what `pack` wrote, so that `target` is the project."""
    with zipfile.ZipFile(archive) as source:
        for entry in source.infolist():
            path = target / Path(entry.filename).relative_to("library")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read(entry))
            path.chmod(entry.external_attr >> 16 & 0o777)
