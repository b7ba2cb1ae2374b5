"""One small fault in one file, and the small changes that faults are made of."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

Change = tuple[str, int, int, str]  # kind, start and end in the text, what stands there then


@dataclass(frozen=True)
class Fault:
    """Characters `start` to `end` of the file `path`, relative to the root, become `new`."""

    family: str
    path: str
    kind: str
    start: int
    end: int
    new: str

    def apply(self, root: Path) -> None:
        text = (root / self.path).read_text()
        (root / self.path).write_text(text[: self.start] + self.new + text[self.end :])

    def diff(self, root: Path) -> str:
        """Return what changes, as a unified diff; `root` holds the file without the fault."""
        old = (root / self.path).read_text()
        new = old[: self.start] + self.new + old[self.end :]
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
        return "\n".join([f"{self.path}:", *list(lines)[2:]])


def misspelt(word: str) -> str:
    """Return a word with two neighbouring letters swapped, or the last one doubled."""
    for at in range(len(word) // 2, len(word) - 1):
        if word[at] != word[at + 1] and word[at : at + 2].isalpha():
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word + word[-1]


def other_number(text: str) -> str:
    """Return the next number, in figures as wide or in words; the one before for ten."""
    if text.isdigit():
        return str(int(text) + 1).zfill(len(text))
    return NUMBERS[min(NUMBERS.index(text) + 1, 9) if text != "ten" else 8]


def matches(pattern: str, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """Return all matches within a part of a text."""
    whole = len(text) if end is None else end
    return list(re.compile(pattern, re.MULTILINE).finditer(text, start, whole))


def slips(text: str, start: int, end: int) -> Iterator[Change]:
    """Yield what may go wrong in a line of code: a number, a word, an option."""
    for number in matches(r"(?<![\w])\d+(?![\da-f]{4})", text, start, end):
        yield "number", *number.span(), other_number(number[0])
    for word in matches(r"(?<![A-Za-z])[A-Za-z_]{4,}", text, start, end):
        yield "word", *word.span(), misspelt(word[0])
    for option in matches(r"(?<=\s)--?[a-z][\w-]*(?:=\S+)? ?", text, start, end):
        yield "option removed", *option.span(), ""
