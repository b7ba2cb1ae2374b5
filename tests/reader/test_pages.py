"""Follows every page but the tutorial's chapters, each from the state that it names."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.names import OTHERS, follow
from cookbook.reader.sandbox import sandbox, started
from cookbook.report import census

pytestmark = [pytest.mark.engine, pytest.mark.browser]

HERE = "tests/reader/test_pages.py"


@pytest.mark.parametrize("name", OTHERS)
def test_page(
    name: str,
    site: Path,
    engine: dict[str, str],
    browser: Browser,
    checked: census.Checked,
) -> None:
    page = Page(site, name)
    if not page.blocks:
        return
    with sandbox(engine, browser, name) as reader, started(reader, page):
        follow(reader, page, checked, HERE)
