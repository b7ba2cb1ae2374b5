"""What a dirty build has to build anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.structure.files import File, Files

from cookbook.repo import ROOT
from cookbook.site import fresh

INCLUDED = ROOT / "example_project/manage.py"


@pytest.fixture
def dirty() -> Iterator[None]:
    fresh.on_startup(command="serve", dirty=True)
    yield
    fresh.on_startup(command="build", dirty=False)


def built(folder: Path, age: float) -> Path:
    """Return a built page that is `age` seconds older than all that pages share and include."""
    (folder / "page.md").write_text(f'# A page\n\n--8<-- "{INCLUDED.relative_to(ROOT)}"\n')
    page = folder / "site/page/index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    shared = [INCLUDED, *(ROOT / "docs/.includes").iterdir(), *(ROOT / "cookbook/data").iterdir()]
    time = max(path.stat().st_mtime for path in shared) - age
    os.utime(page, (time, time))
    files = Files([File("page.md", str(folder), str(folder / "site"), use_directory_urls=True)])
    fresh.on_files(files)
    return page


def test_page_is_built_anew_when_a_file_that_it_includes_has_changed(
    tmp_path: Path, dirty: None
) -> None:
    assert not built(tmp_path, age=10).exists()


def test_page_stays_when_no_file_has_changed(tmp_path: Path, dirty: None) -> None:
    assert built(tmp_path, age=-10).exists()


def test_full_build_forgets_nothing(tmp_path: Path) -> None:
    assert built(tmp_path, age=10).exists()
