"""Follows the tutorial, chapter after chapter, in one directory that is empty at first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.names import CHAPTERS
from cookbook.reader.sandbox import sandbox
from cookbook.reader.workspace import files, pack, without_markers
from cookbook.repo import ROOT
from cookbook.site import chapters
from tests.reader import walk
from tests.reader.walk import Walk

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "page" in metafunc.fixturenames:
        walk.parametrize(metafunc, CHAPTERS)


@pytest.fixture(scope="module")
def tutorial(
    site: Path, engine: dict[str, str], browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Yield the walk through the tutorial, by a reader who starts in an empty directory."""
    with sandbox(tmp_path_factory.mktemp("tutorial") / "library", engine, browser) as reader:
        yield Walk(reader, *(Page(site, name) for name in CHAPTERS))


def test_step(page: Page, number: int, tutorial: Walk, request: pytest.FixtureRequest) -> None:
    tutorial.test(page, number, request)
    if number == walk.steps(page)[-1]:
        pack(tutorial.reader.workspace, chapters.STATES / f"{Path(page.name).name}.zip")


def test_tutorial_ends_with_the_example_project(tutorial: Walk) -> None:
    tutorial.to_the_end()
    ours = {k: without_markers(v) for k, v in files(ROOT / "example_project").items()}
    theirs = files(tutorial.reader.workspace)
    if ours != theirs:
        old, new = ({k: v.decode("utf-8", "replace") for k, v in s.items()} for s in (theirs, ours))
        pytest.fail(chapters.diff(old, new, ("reader", "ours")), pytrace=False)
