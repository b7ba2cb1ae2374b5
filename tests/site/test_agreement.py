"""Headings, links, claims and highlights say what they stand at, in words of their own.

What says it in other words is listed, with the word that joins the two.
"""

import ast
import os
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from cookbook.markdown.proofs import LINK
from cookbook.repo import ROOT
from tests.site.agreement import BLOCK, HEADING, PAGES, name, words

LISTED = yaml.safe_load(Path(__file__).with_name("synonyms.yaml").read_text())
PLACE = re.compile(
    r"\[(?P<text>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<page>[\w./-]*\.md)?(?:#(?P<id>[\w-]+))?\)"
)
MARK = re.compile(r' mark=(?P<quote>["\'])(?P<texts>.*?)(?P=quote)')


@cache
def headings(page: Path) -> dict[str, str]:
    """Return the headings of a page: id → text; the first one has the id "" as well."""
    found = {heading["id"]: heading["text"] for heading in HEADING.finditer(page.read_text())}
    return {"": next(iter(found.values()), "")} | found


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_an_id_says_what_its_heading_says(page: Path) -> None:
    listed = LISTED["headings"]
    wrong = [
        f"{text} #{place}"
        for place, text in headings(page).items()
        if place
        and not words(place).union(*map(words, listed.get(place, "").split())) & words(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_link_says_where_it_leads(page: Path) -> None:
    """Its words are among those of the heading and its id, or of the page's name."""
    text, wrong = page.read_text(), []
    for link in PLACE.finditer(BLOCK.sub(lambda block: "\n" * block[0].count("\n"), text)):
        if not link["page"] and not link["id"]:
            continue
        goal = Path(os.path.normpath(page.parent / link["page"])) if link["page"] else page
        if not goal.is_file():
            continue  # one of another site, in an example
        heading = headings(goal).get(link["id"] or "", "")
        there = f"{heading} {(link['id'] or '')} {goal.stem}".replace("-", " ")
        there += f" chapter tutorial {int(goal.stem[:2])}" if goal.stem[:2].isdigit() else ""
        said = f"{link['text']} {goal.stem}#{link['id']}".replace("#None", "")
        if not words(link["text"]) & words(there) and said not in LISTED["links"]:
            wrong.append(said)
    assert wrong == []


def claims() -> list[tuple[str, str]]:
    """Return each claim, which is the words before the link, with the name of its proof."""
    found = []
    for page in PAGES:
        text = page.read_text()
        for link in LINK.finditer(text):
            start = text.rfind("[", 0, link.start())
            line = text[text.rfind("\n", 0, start) + 1 : start].strip()
            parts = re.split(r"(?<=[.:;]) ", PLACE.sub(lambda other: other["text"], line))
            found.append((" ".join(parts[-2:]), f"{link['module']}/{link['name']}"))
    return found


@pytest.mark.parametrize(("claim", "proof"), claims(), ids=[proof for _, proof in claims()])
def test_a_proof_says_what_its_claim_says(claim: str, proof: str) -> None:
    """Its name and docstring have words of the claim."""
    assert words(claim) & words(f"{proof.partition('/')[2]} {docstrings()[proof]}")


@cache
def docstrings() -> dict[str, str]:
    """Return what the proofs say of themselves: name on a page → docstring."""
    return {
        f"{path.stem.removeprefix('test_')}/{node.name.removeprefix('test_')}": (
            ast.get_docstring(node) or ""
        )
        for path in (ROOT / "tests/proofs").glob("test_*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }


def section(text: str, position: int) -> str:
    """Return the prose between the headings before and after a position."""
    edges = [heading.start() for heading in HEADING.finditer(text)]
    start = max(edge for edge in edges if edge < position)
    end = min([edge for edge in edges if edge > position] + [len(text)])
    return BLOCK.sub("", text[start:end])


def named(part: str, text: str) -> bool:
    """Tell whether each longer word of what is highlighted stands in a text."""
    found = re.findall(r"\w{4,}", part) or re.findall(r"\w+", part)
    return all(re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text, re.I) for word in found)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_text_around_a_block_speaks_of_what_is_highlighted(page: Path) -> None:
    text = page.read_text()
    wrong = []
    for mark in MARK.finditer(text):
        around = section(text, mark.start())
        wrong += [part for part in mark["texts"].split("|") if not named(part, around)]
    assert wrong == []


PART = re.compile(r'^ *`{3,}(?P<header>.*)\n *-+8<-+ "(?P<part>[^":]+:(?P<name>[\w-]+))"', re.M)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_text_around_a_part_of_a_file_speaks_of_it(page: Path) -> None:
    """It has a word of the name of the part; or lines are highlighted, which it speaks of."""
    text = page.read_text()
    wrong = []
    for part in PART.finditer(text):
        around = words(section(text, part.start()))
        said = f"{name(page)} {part['part']}"
        if not words(part["name"].replace("-", " ")) & around and "mark=" not in part["header"]:
            wrong.append(said)
    assert set(wrong) - {*LISTED["parts"]} == set()
