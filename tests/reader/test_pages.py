"""Follows every page but the tutorial's chapters, each from the state that it names."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.names import OTHERS
from cookbook.reader.sandbox import prepare, sandbox
from tests.reader import walk
from tests.reader.walk import Walk

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    walk.parametrize(metafunc, OTHERS)


@pytest.fixture(scope="module")
def reading(
    page: Page,
    engine: dict[str, str],
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walk]:
    """Yield a walk along one page, by a reader who has what it starts from."""
    workspace = tmp_path_factory.mktemp("page") / "library"
    prepare(page, workspace)
    with sandbox(workspace, engine, browser) as reader:
        yield Walk(reader, page)


def test_step(page: Page, number: int, reading: Walk, request: pytest.FixtureRequest) -> None:
    reading.test(page, number, request)
