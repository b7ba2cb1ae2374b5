"""The kinds of block, and the fence headers that declare them.

A page writes ```` ```yaml edit title="compose.yaml" below="services:" ```` and one include line.
`read` turns that into a Block; the extension gives it to pymdown-extensions, and `pages` gets
the same Block back out of the built page.
"""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cookbook.markdown.sources import INCLUDE, Source, SourceError, find
from cookbook.page.edits import Edit, EditError

KINDS = {
    "file": "Write this file",
    "edit": "Edit the file",
    "session": "Type this",
    "excerpt": "Part of the file",
    "output": "What comes back",
    "before": "Not like this",
}
TERMINAL = "Terminal"
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<header>(?!\s*\{)[^`]*)$")
_WORD = re.compile(r"""(?P<word>[\w-]+)(?:=(?P<quote>["'])(?P<value>.*?)(?P=quote))?(?:\s+|$)""")
_ATTRIBUTES = {"title", "below", "above", "replace", "from", "to", "gap", "mark"}


class BlockError(Exception):
    """What is wrong with a block, in one sentence."""


@dataclass(frozen=True)
class Block:
    """One block of a page. `title` is what the reader sees above it, `text` what they copy from."""

    kind: str
    language: str
    title: str
    text: str
    source: Source
    marked: list[int] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The file that the title names."""
        return self.title.partition(": ")[0]


def read(header: str, body: list[str], here: Source) -> Block:
    """Return the block that a fence declares.

    `header` is what follows the backticks, `body` the lines between the fences, `here` the place
    of the body on its page. Raises BlockError.
    """
    language, kind, attributes = _parse(header)
    if language == "console":
        if kind or attributes:
            raise BlockError("a session is just ```console, its title is always the same")
        return Block("session", language, TERMINAL, "\n".join(body), here)
    if len(body) != 1 or not (include := INCLUDE.match(body[0])):
        raise BlockError(
            "code is included, never typed: the block holds one line "
            '--8<-- "path" or --8<-- "path:section"'
        )
    try:
        source = find(include["path"], include["section"])
        kind = kind or ("excerpt" if include["section"] else "file")
        title = attributes.get("title") or default_title(source.path)
        if kind == "edit":
            title = str(Edit.from_attributes(title, attributes))
    except (SourceError, EditError) as error:
        raise BlockError(str(error)) from error
    text = source.text()
    if kind in ("excerpt", "output") and not text.strip():
        raise BlockError(f"this {kind} is empty: it would hold whatever comes back")
    return Block(kind, language, title, text, source, _marked(text, attributes.get("mark")))


def default_title(path: str) -> str:
    """Return the path in the reader's project of a file in ours.

    `example_project/X` is X; `snippets/<kind>/<page>/X` is X.
    """
    parts = PurePosixPath(path).parts
    drop = 1 if parts[0] == "example_project" else min(3, len(parts) - 1)
    return "/".join(parts[drop:])


def _parse(header: str) -> tuple[str, str, dict[str, str]]:
    header = header.strip()
    words = list(_WORD.finditer(header))
    if not words or "".join(w[0] for w in words) != header:
        raise BlockError(f"cannot read the block's header '{header}'; it starts with a language")
    language, kind, attributes = words[0]["word"], "", {}
    for word in words[1:]:
        name, value = word["word"], word["value"]
        if value is None and name in KINDS and not kind:
            kind = name
        elif name in _ATTRIBUTES and value is not None:
            attributes[name] = value
        elif name == "end":
            attributes[name] = ""
        else:
            raise BlockError(
                f"unknown word '{name}' in the block's header; kinds are {', '.join(KINDS)}, "
                f"attributes {', '.join(sorted(_ATTRIBUTES))} and the flag end"
            )
    return language, kind, attributes


def _marked(text: str, mark: str | None) -> list[int]:
    """Return the numbers of the lines that hold one of the texts in `mark`, parted by `|`."""
    numbers = set()
    for wanted in mark.split("|") if mark else []:
        lines = [n for n, line in enumerate(text.splitlines(), 1) if wanted in line]
        if not lines:
            raise BlockError(f"mark: no line of the block holds '{wanted}'")
        numbers.update(lines)
    return sorted(numbers)
