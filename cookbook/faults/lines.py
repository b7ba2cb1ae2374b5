"""Faults in files of lines: Dockerfiles, YAML, TOML, JSON, shell and the like."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cookbook.faults.fault import Change, matches, slips

SWITCHES = {"true": "false", "false": "true", ":ro": ""}
# A line with those after its backslashes; no comment, no marker, not empty.
STATEMENT = r"^(?! *(?:#|//|--8|<!--|\n)).*(?:\\\n.*)*\n"


def propose(text: str) -> Iterator[Change]:
    """Yield changes of all that is no comment."""
    statements = matches(STATEMENT, text)
    for line in statements:
        comment = re.search(r"\s+#(?= )", line[0])
        start, end = line.start(), line.start() + (comment.start() if comment else len(line[0]))
        yield from slips(text, start, end)
        yield "line removed", *line.span(), ""
        for switch in matches(r"\btrue\b|\bfalse\b|:ro\b", text, start, end):
            yield "switch", *switch.span(), SWITCHES[switch[0]]
        for element in matches(r', (?:"[^"]+"|\w+)(?=[,\]])', text, start, end):
            yield "element removed", *element.span(), ""
    for one, two in pairwise(statements):
        if one.end() == two.start() and _indent(one[0]) == _indent(two[0]):
            yield "lines swapped", one.start(), two.end(), two[0] + one[0]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
