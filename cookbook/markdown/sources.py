"""Files that pages include, and the named sections in them."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from cookbook.repo import ROOT

INCLUDE = re.compile(r'^\s*-+8<-+ "(?P<path>[^":]+)(?::(?P<section>[\w-]+))?"\s*$')
MARKER = re.compile(r"-+8<-+ \[(?P<edge>start|end):(?P<name>[\w-]+)\]")


class SourceError(Exception):
    """What is wrong with an include, in one sentence."""


@dataclass(frozen=True)
class Source:
    """A run of lines in a file of the repository.

    `path` is relative to the root; `first` and `last` count from 1 and are part of the run.
    """

    path: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.path}#L{self.first}-L{self.last}"

    @classmethod
    def parse(cls, text: str) -> "Source":
        """Read back what `str()` wrote."""
        path, first, last = re.fullmatch(r"(.+)#L(\d+)-L(\d+)", text).groups()  # type: ignore[union-attr]
        return cls(path, int(first), int(last))

    def text(self) -> str:
        """Return the lines as a page shows them: without section markers, a part dedented.

        A part never begins at line 1, where at least its marker stands.
        """
        lines = (ROOT / self.path).read_text().splitlines()[self.first - 1 : self.last]
        text = strip_markers("\n".join(lines))
        return text if self.first == 1 else textwrap.dedent(text)


def strip_markers(text: str) -> str:
    """Return `text` without the lines that only mark a section."""
    return "\n".join(line for line in text.split("\n") if not MARKER.search(line))


def sections(path: Path) -> dict[str, tuple[int, int]]:
    """Return the sections of a file: name → first and last line, markers excluded.

    Raises SourceError for a marker without its partner or a name used twice.
    """
    found: dict[str, tuple[int, int]] = {}
    open_at: dict[str, int] = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not (marker := MARKER.search(line)):
            continue
        name = marker["name"]
        if marker["edge"] == "start":
            if name in found or name in open_at:
                raise SourceError(f"{path}:{number}: section '{name}' starts a second time")
            open_at[name] = number
        elif name not in open_at:
            raise SourceError(f"{path}:{number}: section '{name}' ends without a start")
        else:
            found[name] = (open_at.pop(name) + 1, number - 1)
    for name, number in open_at.items():
        raise SourceError(f"{path}:{number}: section '{name}' has no end")
    return found


def find(path: str, section: str | None) -> Source:
    """Return where an include's text stands.

    Raises SourceError if there is no such file or section.
    """
    file = ROOT / path
    if not file.is_file():
        raise SourceError(f"there is no file '{path}'; correct the path or restore the file")
    if section is None:
        return Source(path, 1, len(file.read_text().splitlines()))
    known = sections(file)
    if section not in known:
        names = ", ".join(sorted(known)) or "none"
        raise SourceError(f"'{path}' has no section '{section}'; it has: {names}")
    return Source(path, *known[section])
