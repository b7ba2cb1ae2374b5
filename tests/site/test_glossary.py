"""The glossary: each tooltip says what the glossary page says, and the page is in order."""

import re

from cookbook.repo import ROOT

ENTRY = re.compile(
    r"^\*\*(?P<term>.+?)\*\* \{ #(?P<id>[\w-]+) \}\n"  # **Alpine** { #alpine }
    r":   (?P<definition>.+?)(?: \[[^\]]+\]\([^)]+\))?$",  # :   A small … [Base images](…)
    re.MULTILINE,
)
TOOLTIP = re.compile(r"\*\[(?P<term>.+?)\]: (?P<definition>.+)")

PAGE = (ROOT / "docs/reference/glossary.md").read_text()
TERMS = {entry["term"]: entry["definition"] for entry in ENTRY.finditer(PAGE)}
TOOLTIPS = (ROOT / "docs/.includes/glossary.md").read_text().splitlines()


def test_terms_are_unique_and_sorted() -> None:
    terms = [entry["term"] for entry in ENTRY.finditer(PAGE)]
    ids = [entry["id"] for entry in ENTRY.finditer(PAGE)]
    assert len(terms) == PAGE.count("\n:   ")
    assert terms == sorted(set(terms), key=str.lower)
    assert len(ids) == len(set(ids))


def test_definitions_are_one_sentence() -> None:
    long = [term for term, text in TERMS.items() if len(text) > 160 or not text.endswith(".")]
    assert long == []


def test_tooltips_say_what_the_page_says() -> None:
    """A tooltip is for a term as the page spells it, or for its plural."""
    for line in TOOLTIPS:
        tooltip = TOOLTIP.fullmatch(line)
        assert tooltip, line
        term = tooltip["term"]
        assert tooltip["definition"] == TERMS.get(term, TERMS.get(term.removesuffix("s"))), term


def test_tooltips_are_unique() -> None:
    assert len({line.partition(":")[0] for line in TOOLTIPS}) == len(TOOLTIPS)
