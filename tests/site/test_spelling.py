"""A word of a page stands somewhere else in the repository too, or in words.txt.

So a slip in a command, an output, a title or a sentence is a word that nobody else uses. A new
word is added to words.txt, as to the dictionary of any spelling checker.
"""

import re
from collections import Counter
from pathlib import Path

from cookbook.repo import ROOT
from tests.site.agreement import PAGES

WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")
KNOWN = Path(__file__).with_name("words.txt")
CODE = {".py", ".yaml", ".yml", ".toml", ".html", ".sh", ".sql", ".js", ".css", ".Dockerfile", ""}
FOLDERS = ("cookbook", "example_project", "snippets", "tests")


def found(paths: list[Path]) -> Counter[str]:
    """Return how often each word stands in some files, small letters or not."""
    words = Counter[str]()
    for path in paths:
        words.update(word.lower() for word in WORD.findall(path.read_text()))
    return words


def rare() -> list[str]:
    """Return the words of the pages that stand nowhere else."""
    code = [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix in CODE and ".venv" not in path.parts
    ]
    pages = found([*PAGES, ROOT / "docs/.includes/glossary.md"])
    others = found([path for path in code if "faults" not in path.parts])
    return sorted(word for word, count in pages.items() if count + others[word] == 1)


def test_no_word_stands_alone() -> None:
    assert set(rare()) - set(KNOWN.read_text().split()) == set()


def test_dictionary_is_in_order() -> None:
    known = KNOWN.read_text().split()
    assert known == sorted(set(known))
