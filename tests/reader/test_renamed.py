"""Follows the tutorial as somebody who has set names of their own: what the site then shows works.

Every block, path, address and download is what a browser shows, copies and saves with these names.
RENAMED says how many chapters: five, to save time, where it says nothing; all thirteen in the
hosted workflow and with `make renamed`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.reader import compare
from cookbook.reader.follow import Reader, Wrong
from cookbook.reader.names import CHAPTERS
from cookbook.reader.renamed import Renamed, renamed
from cookbook.reader.sandbox import sandbox, started

pytestmark = [pytest.mark.engine, pytest.mark.browser]

COUNT = int(os.environ.get("RENAMED", "5"))
# A project's name that begins with `trial`, so that all that it leaves is removed.
OWN = {
    "project": "trialshop",
    "app": "articles",
    "service": "backend",
    "domain": "shop.test",
    "port": "8500",
}


@pytest.fixture(scope="module")
def chapters(
    site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Renamed]:
    """Return the chapters with these names, by their own."""
    shown = renamed(site, browser, CHAPTERS[:COUNT], OWN, tmp_path_factory.mktemp("renamed"))
    return {page.name: page for page in shown}


@pytest.fixture(scope="module")
def reader(
    chapters: dict[str, Renamed], engine: dict[str, str], browser: Browser
) -> Iterator[Reader]:
    """Yield a reader in an empty directory."""
    with sandbox(engine, browser, "renamed") as reader, started(reader, chapters[CHAPTERS[0]]):
        reader.same = compare.alike
        yield reader


@pytest.mark.parametrize("name", CHAPTERS[:COUNT])
def test_chapter(name: str, chapters: dict[str, Renamed], reader: Reader) -> None:
    page, reports = chapters[name], list[str]()
    for number in range(len(page.steps)):
        try:
            reader.take(page, number)
        except Wrong as error:
            reports.append(str(error))
    if reports:
        pytest.fail("\n\n".join(reports), pytrace=False)
