"""What two texts have in common: the words that mean something, without their endings."""

import re
from pathlib import Path

from cookbook.repo import ROOT

SMALL = set(
    re.findall(
        r"\w+",
        """
        the a an of to and or in on is it its with for by as at be not no one this that are from
        what how which who does do you your my s into up out has have can may more than so if when
        but all each every own between was were will then there here they them their
        """,
    )
)
ENDINGS = ("ies", "ing", "ed", "es", "s", "e", "y")
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if not path.is_symlink())
HEADING = re.compile(r"^(?P<level>#+) (?P<text>.*?) \{ #(?P<id>[\w-]+) \}", re.MULTILINE)
BLOCK = re.compile(r"^( *)(`{3,})[^`\n]*\n.*?^\1\2\n", re.MULTILINE | re.DOTALL)
KEYWORDS = re.compile(r"^keywords: \|\n(?:  .*\n)+", re.MULTILINE)


def said(page: Path) -> str:
    """Return a file without the keywords of a page: those are what others say, and old messages."""
    return KEYWORDS.sub(lambda lines: "\n" * lines[0].count("\n"), page.read_text())


def words(text: str) -> set[str]:
    """Return the words of a text that mean something, all if none does: `in Images` is `imag`."""
    found = set(re.findall(r"[a-z0-9]+", text.replace("_", " ").lower()))
    return {stem(word) for word in found - SMALL or found}


def stem(word: str) -> str:
    """Return a word without its ending, so that `copies` and `copy` are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def name(page: Path) -> str:
    """Return a page's path below docs/."""
    return str(page.relative_to(ROOT / "docs"))
