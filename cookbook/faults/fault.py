"""One small fault in one file, and the small changes that faults are made of."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True)
class Fault:
    """Characters `start` to `end` of the file `path`, relative to the root, become `new`."""

    family: str
    kind: str
    path: str
    start: int
    end: int
    new: str

    def apply(self, root: Path) -> None:
        text = (root / self.path).read_text()
        (root / self.path).write_text(text[: self.start] + self.new + text[self.end :])

    def diff(self, root: Path) -> list[str]:
        """Return what changes, as a unified diff; `root` holds the file without the fault."""
        old = (root / self.path).read_text()
        new = old[: self.start] + self.new + old[self.end :]
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "", "", "", "", 0, "")
        return [f"{self.path}:", *list(lines)[2:]]


@dataclass(frozen=True)
class Change:
    """What a family proposes for a file: a fault that does not know its file yet."""

    kind: str
    start: int
    end: int
    new: str


def misspelt(word: str) -> str:
    """Return a word with two neighbouring letters swapped, or the last one doubled."""
    for at in range(len(word) // 2, len(word) - 1):
        if word[at] != word[at + 1] and word[at].isalpha() and word[at + 1].isalpha():
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word + word[-1]


def other_number(text: str) -> str:
    """Return the next number, in figures as wide or in words; the one before for ten."""
    if text.isdigit():
        return str(int(text) + 1).zfill(len(text))
    at = NUMBERS.index(text.lower())
    return NUMBERS[at + 1 if at < 9 else 8]


def matches(pattern: str, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """Return all matches within a part of a text."""
    return list(
        re.compile(pattern, re.MULTILINE).finditer(text, start, len(text) if end is None else end)
    )
