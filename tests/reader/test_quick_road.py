"""Leaves the tutorial after chapter 5, takes the quick road and goes on with chapter 9."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.names import follow
from cookbook.reader.sandbox import sandbox, started
from cookbook.report import census

pytestmark = [pytest.mark.engine, pytest.mark.browser]

HERE = "tests/reader/test_quick_road.py"
# What chapters 4 and 5 leave running, in an engine that has seen nothing of the tutorial.
RUNNING = (
    "docker compose --progress quiet up --build --wait",
    "docker compose exec web python manage.py migrate --verbosity 0",
    "docker compose exec -e DJANGO_SUPERUSER_PASSWORD=a-long-example-password web "
    "python manage.py createsuperuser --no-input --username admin --email admin@library.example",
)


def test_quick_road_leads_to_chapter_9(
    site: Path, engine: dict[str, str], browser: Browser, checked: census.Checked
) -> None:
    road = Page(site, "tutorial/quick-road")
    with sandbox(engine, browser, road.name) as reader, started(reader, road):
        for command in RUNNING:
            printed, status = reader.shell.run(command)
            assert status == 0, printed
        follow(reader, road, checked, HERE)
        follow(reader, Page(site, "tutorial/09-tests"), checked, HERE)
