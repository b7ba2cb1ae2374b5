"""Finds out which page is being built, for the sake of errors and links.

Python-Markdown is given the text of a page, without its front matter and its name, and neither
MkDocs nor Zensical tells an extension more. No two pages have the same text, so the text is enough.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import BuildError

from cookbook.repo import ROOT

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

_bodies: dict[Path, tuple[int, str, int]] = {}


@dataclass
class Place:
    """The page: its path, as in `docs/index.md`, and how many lines stand before its text.

    The path is empty for text that is no page, such as a docstring.
    """

    page: str = ""
    before: int = 0

    def error(self, number: int, message: object) -> BuildError:
        """Return an error that names the page and a line of its text, counted from 0."""
        return BuildError(f"{self.page}:{self.before + number + 1}: {message}")


class FindPlace(Preprocessor):
    """Finds the page before anything has changed its text."""

    def __init__(self, md: Markdown, place: Place) -> None:
        super().__init__(md)
        self.place = place

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        self.place.page, self.place.before = find(text.strip("\n"))
        self.place.before -= len(text) - len(text.lstrip("\n"))
        return lines


def find(body: str) -> tuple[str, int]:
    """Return the path of the page with this text, and how many lines stand before it."""
    for path in sorted((ROOT / "docs").rglob("*.md")):
        known, before = _body(path)
        if body and known == body:
            return str(path.relative_to(ROOT)), before
    return "", 0


def _body(path: Path) -> tuple[str, int]:
    """Return a page's text and how many lines stand before it, read anew when it has changed."""
    changed = path.stat().st_mtime_ns
    if path not in _bodies or _bodies[path][0] != changed:
        whole = path.read_text()
        head = _FRONT_MATTER.match(whole)
        text = whole[head.end() :] if head else whole
        start = whole.index(text) + len(text) - len(text.lstrip("\n"))
        _bodies[path] = changed, text.strip("\n"), whole.count("\n", 0, start)
    return _bodies[path][1:]
