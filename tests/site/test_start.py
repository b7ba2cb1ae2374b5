"""The first page sends each kind of reader on, in one click."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cookbook.report.server import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(site: Path, browser: Browser) -> Iterator[Page]:
    with serving(site) as address:
        context = browser.new_context(base_url=address)
        yield context.new_page()
        context.close()


@pytest.mark.parametrize(
    ("reader", "heading"),
    [
        ("I have never used Docker", "Tutorial"),
        ("I have a Django project", "Files, line by line"),
        ("Just give me the files", "Get the files for your project"),
        ("I want to go to production", "Recipes"),
    ],
)
def test_one_click_leads_to_the_page_for_a_reader(reader: str, heading: str, tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name=reader).click()
    expect(tab.locator("h1")).to_contain_text(heading)


def test_an_error_opens_the_search(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="I have an error message").click()
    expect(tab.locator("#search-query")).to_be_focused()
    expect(tab.locator("#__search")).to_be_checked()
    tab.keyboard.insert_text("Recv failure: Connection reset by peer")
    expect(tab.locator("#search-results a").first).to_contain_text("Connection reset by peer")


def test_an_address_opens_the_search(tab: Page) -> None:
    tab.goto("/#search")
    tab.reload()
    expect(tab.locator("#search-query")).to_be_focused()


def test_the_first_page_says_what_is_different(tab: Page) -> None:
    tab.goto("/")
    expect(tab.locator("article")).to_contain_text("every block that you can copy has been run")
