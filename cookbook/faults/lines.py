"""Faults in files of lines: Dockerfiles, YAML, TOML, JSON, shell and the like."""

import re
from collections.abc import Iterator

from cookbook.faults.fault import Change, matches, misspelt, other_number

SWITCHES = {"true": "false", "false": "true", ":ro": "", "[": None}
STATEMENT = (
    r"^(?! *(?:#|//|--8|<!--|\n)).*(?:\\\n.*)*\n"  # a line, with those after its backslashes
)


def propose(text: str) -> Iterator[Change]:
    """Yield changes of all that is no comment."""
    statements = matches(STATEMENT, text if text.endswith("\n") else text + "\n")
    for place, line in enumerate(statements):
        end = line.start() + _code(line[0])
        yield from _words(text, line.start(), end)
        yield Change("line removed", *line.span(), "")
        below = statements[place + 1] if place + 1 < len(statements) else None
        if below and below.start() == line.end() and _indent(below[0]) == _indent(line[0]):
            yield Change("lines swapped", line.start(), below.end(), below[0] + line[0])


def _words(text: str, start: int, end: int) -> Iterator[Change]:
    for number in matches(r"(?<![\w])\d+(?![\da-f]{4})", text, start, end):
        yield Change("number", *number.span(), other_number(number[0]))
    for word in matches(r"[A-Za-z_]{4,}", text, start, end):
        yield Change("word", *word.span(), misspelt(word[0]))
    for option in matches(r"(?<=\s)--?[a-z][\w-]*(?:=\S+)? ?", text, start, end):
        yield Change("option removed", *option.span(), "")
    for switch in matches(r"\btrue\b|\bfalse\b|:ro\b", text, start, end):
        yield Change("switch", *switch.span(), SWITCHES[switch[0]] or "")
    for element in matches(r'(?<=, )"[^"]+"(?=[,\]])|(?<=, )\w+(?=[,\]])', text, start, end):
        yield Change("element removed", element.start() - 2, element.end(), "")


def _code(line: str) -> int:
    """Return how much of a line stands before its comment."""
    comment = re.search(r"\s+#(?= )", line)
    return comment.start() if comment else len(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
