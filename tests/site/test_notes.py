"""What the notes said: all rows are there, and each points at a section that says it right."""

import re
from collections import Counter
from pathlib import Path

from bs4 import Tag

from cookbook.page.pages import Page, pages
from cookbook.site import notes

NOTES = {"S000": 30, "S001": 24, "S002": 26, "S003": 54, "S004": 46}
VERDICTS = {"right": 66, "incomplete": 62, "outdated": 20, "wrong": 32}
STUB = 200  # characters of prose below a heading that says something


def test_every_fact_has_a_row() -> None:
    wanted = [f"{note}.{n}" for note, count in NOTES.items() for n in range(1, count + 1)]
    assert [row["id"] for row in notes.rows()] == wanted
    assert Counter(row["verdict"] for row in notes.rows()) == VERDICTS


def test_every_row_links_to_a_section_with_substance(site: Path) -> None:
    wrong = []
    articles = {page.name: page.article for page in pages(site)}
    for row in notes.rows():
        name, _, anchor = row["link"].partition("#")
        heading = articles[name.removesuffix(".md").removesuffix("/index")].find(id=anchor)
        if not isinstance(heading, Tag):
            wrong.append(f"{row['id']}: {row['link']} is no heading")
        elif len(_section(heading)) < STUB:
            wrong.append(f"{row['id']}: {row['link']} says almost nothing")
    assert wrong == []


def test_every_row_is_on_the_page(site: Path) -> None:
    text = Page(site, "reference/notes").article.get_text()
    assert [row["id"] for row in notes.rows() if row["id"] not in text] == []


def _section(heading: Tag) -> str:
    """Return the text from a heading to the next one of its level or above."""
    level = int(heading.name[1])
    text = ""
    for tag in heading.find_next_siblings():
        if re.fullmatch(r"h[1-6]", tag.name) and int(tag.name[1]) <= level:
            break
        text += tag.get_text()
    return text
