"""A tab of the browser at the address of the built site, for the tests that click and type."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cookbook.report.server import serving


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Yield where the built site is served."""
    with serving(site) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a new tab that may use the clipboard."""
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()
