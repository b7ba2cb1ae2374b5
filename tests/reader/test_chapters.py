"""Follows the tutorial, chapter after chapter, in one directory that is empty at first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.follow import Reader
from cookbook.reader.names import CHAPTERS, follow
from cookbook.reader.sandbox import sandbox, started
from cookbook.reader.workspace import files, pack, without_markers
from cookbook.repo import ROOT
from cookbook.report import census
from cookbook.site import chapters

pytestmark = [pytest.mark.engine, pytest.mark.browser]

HERE = "tests/reader/test_chapters.py"


@pytest.fixture(scope="module")
def tutorial(site: Path, engine: dict[str, str], browser: Browser) -> Iterator[Reader]:
    """Yield the reader of the tutorial, who starts in an empty directory."""
    first = Page(site, CHAPTERS[0])
    with sandbox(engine, browser, first.name) as reader, started(reader, first):
        yield reader


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter(name: str, site: Path, tutorial: Reader, checked: census.Checked) -> None:
    # A chapter that is tested alone needs those before it, too.
    for chapter in CHAPTERS[len(tutorial.read) : CHAPTERS.index(name) + 1]:
        if tutorial.stuck:
            pytest.fail(f"cannot be followed: {tutorial.stuck} is wrong already")
        follow(tutorial, Page(site, chapter), checked, HERE)
        pack(tutorial.workspace, chapters.STATES / f"{Path(chapter).name}.zip")


def test_tutorial_ends_with_the_example_project(tutorial: Reader) -> None:
    if tutorial.read != CHAPTERS:
        pytest.fail("not all chapters could be followed")
    ours = {k: without_markers(v) for k, v in files(ROOT / "example_project").items()}
    theirs = files(tutorial.workspace)
    if ours != theirs:
        old, new = ({k: v.decode("utf-8", "replace") for k, v in s.items()} for s in (theirs, ours))
        pytest.fail(chapters.diff(old, new, ("reader", "ours")), pytrace=False)
