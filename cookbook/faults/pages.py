"""Faults on pages; each function without an underscore is a family."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from cookbook.faults.fault import NUMBERS, Change, matches, misspelt, other_number, slips
from cookbook.markdown.proofs import LINK, proofs
from cookbook.markdown.sources import INCLUDE, find, sections
from cookbook.repo import ROOT

BLOCK = re.compile(
    r"^ *(?P<fence>`{3,})(?P<header>[^`\n]*)\n(?P<body>.*?)^ *(?P=fence)\n",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^ *\$ .*\n(?:(?: *> |(?<=\\\n)).*\n)*", re.MULTILINE)
HEADING = r"^#+ (?P<text>.*?) \{ #[\w-]+ \}"
TARGET = r"\]\((?:[\w./-]*\.md(?:#[\w-]+)?|#[\w-]+)\)"
NUMBER = rf"(?<![\w.#-])(?:\d+|{'|'.join(NUMBERS)})(?![\w-])"
CODE = r"`[^`\n]+`"
NO_PROSE = re.compile(r"`[^`\n]+`|\]\([^)]*\)|\{[^}\n]*\}|<[^>\n]+>")
ROW = r"^\| [^|\n-]+ \| (?P<one>[^|\n]+) \| (?P<two>[^|\n]+) \|"
OPPOSITES = "not|always|never|before|after|more|less|first|last|only|every|no|older|newer|other"


def include(text: str) -> Iterator[Change]:
    """Another section of a file, or another file beside it."""
    for block in BLOCK.finditer(text):
        if not (line := INCLUDE.match(block["body"].rstrip())):
            continue
        path, section = line["path"], line["section"]
        start, end = (block.start("body") + edge for edge in (line.start("path"), line.end() - 1))
        for name in sorted({*sections(ROOT / path)} - {section}) if section else []:
            yield "section", start, end, f"{path}:{name}"
        for beside in [] if section else sorted((ROOT / path).parent.glob(f"*{Path(path).suffix}")):
            yield "file", start, end, str(beside.relative_to(ROOT))


def edit(text: str) -> Iterator[Change]:
    """An edit at another place."""
    places = {"below": ["above", "replace"], "above": ["below", "replace"], "replace": ["below"]}
    for header in matches(r"^ *`{3,}\w+ edit .*", text):
        for how in matches(r"\b(below|above|replace)(?==)", text, *header.span()):
            for other in places[how[0]]:
                yield "place", *how.span(), other
        for gap in matches(r' gap="\d"', text, *header.span()):
            yield "gap", *gap.span(), "" if "1" in gap[0] else ' gap="1"'
        for line in matches(r"(?<=below=\")[^\"]+|(?<=above=\")[^\"]+", text, *header.span()):
            for other in _beside(line[0]):
                yield "line", *line.span(), other


@cache
def _beside(line: str) -> list[str]:
    """Return the lines next to this one in files of the example that have it once."""
    found = []
    for path in sorted((ROOT / "example_project").rglob("*.[phty]*")):
        lines = [line.strip() for line in path.read_text().splitlines()] if path.is_file() else []
        if lines.count(line) == 1:
            at = lines.index(line)
            found += [near for near in lines[at - 1 : at + 2] if near not in ("", line)]
    return [near for near in found if '"' not in near and "8<" not in near]


def command(text: str) -> Iterator[Change]:
    """A command misspelt, an option or a number changed."""
    for block in _sessions(text):
        for found in COMMAND.finditer(text, *block.span("body")):
            yield from slips(text, *found.span())


def output(text: str) -> Iterator[Change]:
    """What a session shows."""
    for block in _sessions(text):
        start, end = block.span("body")
        shown = COMMAND.sub(lambda found: re.sub(".", " ", found[0]), text[start:end])
        for line in matches(r"^ *(?!\.\.\.)\S.*\n", shown):
            yield from slips(text, start + line.start(), start + line.end())
            yield "line removed", start + line.start(), start + line.end(), ""


def steps(text: str) -> Iterator[Change]:
    """Steps missing or swapped."""
    blocks = list(BLOCK.finditer(text))
    for block in blocks:
        yield "block missing", *block.span(), ""
    for one, two in pairwise(blocks):
        between = text[one.end() : two.start()]
        yield "blocks swapped", one.start(), two.end(), two[0] + between + one[0]
    for block in _sessions(text):
        starts = [found.start() for found in COMMAND.finditer(text, *block.span("body"))]
        edges = list(pairwise([*starts, block.end("body")]))
        for start, end in edges if len(edges) > 1 else []:
            yield "command missing", start, end, ""
        for (start, middle), (_, end) in pairwise(edges):
            yield "commands swapped", start, end, text[middle:end] + text[start:middle]


def highlight(text: str) -> Iterator[Change]:
    """A highlight on another line."""
    for block in BLOCK.finditer(text):
        mark = re.search(r'mark=(["\'])(?P<texts>.*?)\1', block["header"])
        line = INCLUDE.match(block["body"].rstrip())
        if not mark or not line:
            continue
        wanted, place = mark["texts"].split("|"), block.start("header") + mark.start("texts")
        for shown in find(line["path"], line["section"]).text().splitlines():
            words = re.findall(r"[\w.]{4,}", shown)
            if words and not any(want in shown for want in wanted):
                for want in wanted:
                    start = place + mark["texts"].index(want)
                    yield "moved", start, start + len(want), words[0]


def title(text: str) -> Iterator[Change]:
    """The title of a block, or a heading."""
    for name in matches(r'(?<= title=")[^"\n]+', text):
        word = max(re.findall(r"\w+", name[0]), key=len)
        yield "block", *name.span(), name[0].replace(word, misspelt(word), 1)
    for one, two in pairwise(matches(HEADING, text)):
        yield "heading", *one.span("text"), two["text"]


def prose(text: str) -> Iterator[Change]:
    """A number or a name in sentences and tables."""
    names = sorted({name[0] for at in _prose(text) for name in matches(CODE, text, *at)})
    plain = NO_PROSE.sub(lambda found: " " * len(found[0]), text)
    for at in _prose(text):
        for number in matches(NUMBER, plain, *at):
            yield "number", *number.span(), other_number(number[0])
        for name in matches(CODE, text, *at):
            for word in matches(r"[A-Za-z_]{4,}", text, *name.span()):
                yield "name misspelt", *word.span(), misspelt(word[0])
            for other in names:
                yield "another name", *name.span(), other
        for row in matches(ROW, text, *at):
            swapped = f"{row['two']} | {row['one']}"
            yield "cells swapped", row.start("one"), row.end("two"), swapped


def link(text: str) -> Iterator[Change]:
    """A link to another heading or page that exists."""
    found = [target for at in _prose(text) for target in matches(TARGET, text, *at)]
    for one in found:
        for other in sorted({target[0] for target in found}):
            yield "another target", *one.span(), other


def proof(text: str) -> Iterator[Change]:
    """The proof of another claim."""
    for one in LINK.finditer(text):
        for name in proofs():
            near = "in the module" if name.startswith(one["module"] + "/") else "elsewhere"
            yield near, one.start("module"), one.end("name"), name


def definition(text: str) -> Iterator[Change]:
    """What the glossary says."""
    said = matches(r"(?<=^:   )[^\[\n]+?(?=\.(?: \[|$))|(?<=\]: ).+(?=\.$)", text)
    for one, two in pairwise(said):
        yield "another definition", *one.span(), two[0]
    for one in said:
        for word in matches(rf"\b(?:{OPPOSITES})\b ?", text, *one.span()):
            yield "word removed", *word.span(), ""
        for word in matches(r"\b[a-z]{6,}\b", text, *one.span()):
            yield "misspelt", *word.span(), misspelt(word[0])


def _sessions(text: str) -> list[re.Match[str]]:
    return [block for block in BLOCK.finditer(text) if block["header"].strip() == "console"]


def _prose(text: str) -> list[tuple[int, int]]:
    """Return the parts of a page between its blocks, below its front matter."""
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    edges = [front.end() if front else 0, len(text)]
    for block in BLOCK.finditer(text):
        edges[-1:-1] = block.span()
    return list(zip(edges[::2], edges[1::2], strict=True))
