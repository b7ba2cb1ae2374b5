"""Each normalising rule hides what may differ, and nothing else."""

import pytest

from cookbook.reader.compare import RULES, hidden_share, matches

SAME = {
    "terminal": ("10 %\r\x1b[2K20 %\r\x1b[2K\x1b[32mok\x1b[0m\r\n", "ok\n"),
    "progress": (
        " Container library-db-1  Creating\n Network library_default  Created\n"
        " Container library-db-1  Healthy\n",
        " Network library_default  Created\n Container library-db-1  Healthy\n",
    ),
    "times": ("[21/Nov/2026 03:02:11] GET /", "[01/Jan/2027 23:59:59] GET /"),
    "durations": ("Up 5 seconds (healthy)", "Up About a minute (healthy)"),
    "ids": ("sha256:" + "0f" * 32, "sha256:" + "a1" * 32),
    "sizes": ("library  204MB", "library  1.2GB"),
    "addresses": ("172.18.0.3 GET", "172.21.0.2 GET"),
    "engine": ("Engine 28.5.2 on linux", "Engine 26.1.5+dfsg1 on linux"),
    "patches": ("PostgreSQL 18.1.2", "PostgreSQL 18.1.9"),
    "columns": ("NAME      STATUS\nCapEff: 0", "NAME   STATUS  \nCapEff:\t0"),
}
DIFFERENT = {
    "terminal": ("ok", "OK"),
    "progress": (" Container library-db-1  Healthy", " Container library-db-1  Started"),
    "times": ("03:02:11 GET /", "03:02:11 GET /books/"),
    "durations": ("Up 5 seconds (healthy)", "Up 5 seconds (unhealthy)"),
    "ids": ("cafe", "beef"),
    "sizes": ("5 books", "6 books"),
    "addresses": ("127.0.0.1:8000", "127.0.0.1:8001"),
    "engine": ("Engine 28.5.2 on linux", "Engine 28.5.2 on windows"),
    "patches": ("Django 5.2", "Django 6.1"),
    "columns": ("a b", "ab"),
}


def test_rules_are_few_and_explained() -> None:
    assert len(RULES) <= 10
    assert all(rule.why for rule in RULES)
    assert set(SAME) == set(DIFFERENT) == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", SAME)
def test_hides_what_may_differ(name: str) -> None:
    assert matches(*SAME[name])


@pytest.mark.parametrize("name", DIFFERENT)
def test_hides_nothing_else(name: str) -> None:
    assert not matches(*DIFFERENT[name])


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        ("...", True),
        ("one\n...\nfour", True),
        ("one\ntwo\n...\nthree\nfour", True),
        ("...\ntwo\n...\nfour", True),
        ("one\n...\nthree", False),
        ("two\n...", False),
        ("one\n...\ntwo\n...\none", False),
    ],
)
def test_dots_stand_for_any_lines(shown: str, fits: bool) -> None:
    assert matches(shown, "one\ntwo\nthree\nfour") is fits


def test_dots_hide_a_known_share() -> None:
    assert hidden_share("one\n...", "one\ntwo") == 0.5
    assert hidden_share("one\ntwo", "one\ntwo") == 0
