"""Leaves the tutorial after chapter 5, takes the quick road and goes on with chapter 9."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.sandbox import prepare, sandbox
from tests.reader import walk
from tests.reader.walk import Walk

pytestmark = [pytest.mark.engine, pytest.mark.browser]

# What chapters 4 and 5 leave running, in an engine that has seen nothing of the tutorial.
RUNNING = (
    "docker compose --progress quiet up --build --wait",
    "docker compose exec web python manage.py migrate --verbosity 0",
    "docker compose exec -e DJANGO_SUPERUSER_PASSWORD=a-long-example-password web "
    "python manage.py createsuperuser --no-input --username admin --email admin@library.example",
)


ROAD = ["tutorial/quick-road", "tutorial/09-tests"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    walk.parametrize(metafunc, ROAD)


@pytest.fixture(scope="module")
def road(
    site: Path, engine: dict[str, str], browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Yield the walk along the quick road, by a reader who has chapters 4 and 5 running."""
    pages = [Page(site, name) for name in ROAD]
    workspace = tmp_path_factory.mktemp("road") / "library"
    prepare(pages[0], workspace)
    with sandbox(workspace, engine, browser) as reader:
        for command in RUNNING:
            printed, status = reader.shell.run(command)
            assert status == 0, printed
        yield Walk(reader, *pages)


def test_step(page: Page, number: int, road: Walk, request: pytest.FixtureRequest) -> None:
    road.test(page, number, request)
