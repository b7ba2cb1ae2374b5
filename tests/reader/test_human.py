"""A person's way: pages in any order, beside a finished tutorial whose rows have to survive.

One home, one shell, one engine. Each page starts as its start box says, and nothing is cleaned in
between but what the page says itself. SEED chooses the order, PAGES how many (0 for all).
"""

import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.follow import Reader, Wrong
from cookbook.reader.names import DOCS, OTHERS
from cookbook.reader.sandbox import give, sandbox, started
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT

pytestmark = [pytest.mark.engine, pytest.mark.browser]

SEED, COUNT = int(os.environ.get("SEED", "1")), int(os.environ.get("PAGES", "8"))
TRIAL = "recipes/trial"  # every other page goes through it
TABLES = ("accounts_user", "books_author", "books_book", "books_authorship")
COUNTS = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in TABLES)
TUTORIAL = (
    "cd library",
    'printf \'APP_UID=%s\\nAPP_GID=%s\\n\' "$(id -u)" "$(id -g)" > .env',
    "docker compose --progress quiet up --build --wait",
    "docker compose exec web python manage.py migrate --verbosity 0",
    "docker compose exec web python manage.py load_samples",
    "docker compose exec -e DJANGO_SUPERUSER_PASSWORD=a-long-example-password web "
    "python manage.py createsuperuser --no-input --username me --email me@library.example",
    "docker compose exec db psql -U library -c \"INSERT INTO books_author (name) VALUES ('Mine')\"",
    "cd ..",
)


def order() -> list[str]:
    """Return the pages with something to type, in the order of this seed."""
    sources = {
        name: DOCS / f"{name}.md"
        for name in OTHERS
        if not name.startswith("tutorial") and "/" in name
    }
    names = [n for n, path in sources.items() if path.exists() and "```console" in path.read_text()]
    names.remove(TRIAL)
    random.Random(SEED).shuffle(names)
    return names[: COUNT or None]


def do(reader: Reader, *commands: str) -> str:
    """Type commands that have to succeed; return what the last one prints."""
    printed = ""
    for command in commands:
        printed, status = reader.shell.run(command)
        assert status == 0, f"$ {command}\n{printed}"
    return printed


def rows(reader: Reader) -> str:
    """Return how many rows the tutorial's tables have."""
    count = f'docker compose exec -T db psql -U library -At -c "{COUNTS}"'
    return do(reader, "cd library", "docker compose --progress quiet up --wait", f"{count}; cd ..")


@pytest.fixture(scope="module")
def person(engine: dict[str, str], browser: Browser) -> Iterator[tuple[Reader, str]]:
    """Yield a reader at home, with the finished tutorial in `library`, and its rows."""
    with sandbox(engine, browser, f"seed {SEED}") as reader:
        do(reader, "mkdir library")
        with tempfile.TemporaryDirectory() as folder:
            copy_finished(ROOT / "example_project", Path(folder))
            give(Path(folder), reader.shell, reader.workspace / "library")
        do(reader, *TUTORIAL)
        yield reader, rows(reader)


@pytest.mark.parametrize("name", order())
def test_page(name: str, site: Path, person: tuple[Reader, str]) -> None:
    reader, page, report = person[0], Page(site, name), ""
    try:
        with started(reader, page):
            reader.follow(page)
    except Wrong as error:
        report = str(error)
    if report:
        pytest.fail(report, pytrace=False)


def test_no_row_of_the_tutorial_is_lost(person: tuple[Reader, str]) -> None:
    reader, before = person
    assert "books_author|37" in before
    assert rows(reader) == before
