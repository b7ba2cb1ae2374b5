"""What pages offer for download is what the example project holds, without section markers."""

from pathlib import Path

from cookbook.repo import ROOT
from cookbook.site.downloads import PROJECT, content, offered, project

FOLDER = ROOT / "docs/downloads"


def test_downloads_are_the_files_of_the_example() -> None:
    stale = [
        name for name, path in offered().items() if (FOLDER / name).read_text() != content(path)
    ]
    assert stale == [], "run `python -m cookbook.site.downloads`"


def test_project_is_packed_by_the_build(site: Path) -> None:
    assert (site / "downloads" / PROJECT.name).read_bytes() == project()


def test_every_download_is_offered(site: Path) -> None:
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    assert files == {*offered(), PROJECT.name}
