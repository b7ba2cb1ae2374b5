"""The tables of "What the notes said", made from `cookbook/data/notes.yaml`."""

from itertools import groupby
from typing import Any

import yaml

from cookbook.repo import ROOT

DATA = ROOT / "cookbook/data/notes.yaml"
TITLES = {
    "S000": "A recipe API on Alpine",
    "S001": "Django for professionals",
    "S002": "A tour of Docker",
    "S003": "Two services, explained",
    "S004": "A beginner's guide, and a library API",
}


def rows() -> list[dict[str, Any]]:
    """Return the rows: id, held, verdict, link (page and heading below docs/) and text."""
    return list(yaml.safe_load(DATA.read_text()))


def table() -> list[str]:
    """Return the rows as Markdown, a heading and a table for each note."""
    lines: list[str] = []
    for note, facts in groupby(rows(), key=lambda row: row["id"].partition(".")[0]):
        lines += ["", f"## {TITLES[note]} {{ #{note.lower()} }}", ""]
        lines += ["| id | the note held | verdict | today |", "|---|---|---|---|"]
        lines += [
            f"| {fact['id']} | {fact['held']} | {fact['verdict']} "
            f"| [{fact['text']}](../{fact['link']}) |"
            for fact in facts
        ]
    return [*lines, ""]
