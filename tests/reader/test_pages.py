"""Follows every page but the tutorial's chapters, each from the state that it names."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.names import OTHERS
from tests.reader import walk
from tests.reader.walk import Walk

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    # The quick road goes on from chapter 5, see test_quick_road.py.
    walk.parametrize(metafunc, [name for name in OTHERS if name != "tutorial/quick-road"])


@pytest.fixture(scope="module")
def reading(page: Page, engine: dict[str, str], browser: Browser) -> Iterator[Walk]:
    """Yield a walk along one page."""
    with walk.walking(engine, browser, page) as alone:
        yield alone
        alone.to_the_end()  # some steps alone were chosen: the way out starts behind the last one


def test_step(page: Page, number: int, reading: Walk, request: pytest.FixtureRequest) -> None:
    reading.test(page, number, request)
