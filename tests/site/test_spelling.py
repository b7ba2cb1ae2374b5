"""A word of a page or a snippet stands somewhere else in the repository too, or in words.txt.

So a slip in a command, an output, a file or a sentence is a word that nobody else uses. A new word
is added to words.txt, as to the dictionary of any spelling checker.
"""

import re
from collections import Counter
from pathlib import Path

from cookbook.repo import ROOT, files
from tests.site.agreement import PAGES, said

WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")
KNOWN = Path(__file__).with_name("words.txt")
FOLDERS = ("cookbook", "example_project", "snippets", "tests")
SHOWN = ("docs/", "example_project/", "snippets/", "cookbook/data/")
NO_WORDS = {".css", ".dot", ".lock", ".svg", ".txt", ".webp"}


def found(paths: list[Path]) -> Counter[str]:
    """Return how often each word stands in some files, small letters or not."""
    words = Counter[str]()
    for path in paths:
        words.update(word.lower() for word in WORD.findall(said(path)))
    return words


def rare() -> list[str]:
    """Return the words of pages, the example and snippets that stand nowhere else."""
    code = [
        path
        for path in files(*FOLDERS)
        if path.suffix not in NO_WORDS and "faults" not in path.parts  # those misspell words
    ]
    texts = [*PAGES, ROOT / "docs/.includes/glossary.md", *code]
    shown = [path for path in texts if str(path.relative_to(ROOT)).startswith(SHOWN)]
    every = found(texts)
    return sorted(word for word in found(shown) if every[word] == 1)


def test_no_word_stands_alone() -> None:
    assert set(rare()) - set(KNOWN.read_text().split()) == set()


def test_dictionary_is_in_order() -> None:
    known = KNOWN.read_text().split()
    assert known == sorted(set(known))
