"""What a visitor's browser makes of the pages. Skipped where there is no Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import title_contains
from selenium.webdriver.support.wait import WebDriverWait

from books.models import Book

DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(DRIVER is None, reason="no Chromium in this image")


@pytest.fixture
def browser() -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless", "--no-sandbox", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    with Chrome(options=options, service=Service(DRIVER)) as chrome:
        yield chrome


def test_visitor_opens_a_book(live_server: LiveServer, book: Book, browser: Chrome) -> None:
    browser.get(live_server.url)
    assert browser.title == "Library"
    browser.find_element(By.PARTIAL_LINK_TEXT, book.title).click()
    WebDriverWait(browser, 10).until(title_contains(book.title))
    assert browser.find_element(By.TAG_NAME, "h1").text == book.title
