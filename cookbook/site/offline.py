"""The whole site as a zip, to unpack and to read without a network: `downloads/` has it.

Its pages work from a folder as they are: `site.js` lets their links lead to files, and the search
loads scripts alone. `python -m cookbook.site.offline site` packs a built site.
"""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ARCHIVE = Path("downloads/django-in-containers.zip")
# What the theme brings and no page loads; sets of files for `curl`, which the page packs itself.
UNUSED = (
    "files/pick/*.zip",
    "*.map",
    "*.gz",
    "assets/javascripts/lunr/**/*",
    "assets/javascripts/workers/*",
)


def contents(site: Path) -> Iterator[Path]:
    """Yield what goes into the archive: every file that a page may need."""
    unused = {path for pattern in UNUSED for path in site.rglob(pattern)}
    for path in sorted(site.rglob("*")):
        if path.is_file() and path not in unused and path.relative_to(site) != ARCHIVE:
            yield path


def write(site: Path) -> Path:
    """Pack a built site into itself, in one folder; return where the archive is."""
    target = site / ARCHIVE
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as out:
        for path in contents(site):
            out.write(path, Path(target.stem) / path.relative_to(site))
    return target


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1])).stat().st_size / 1e6:.1f} MB in {ARCHIVE}")
