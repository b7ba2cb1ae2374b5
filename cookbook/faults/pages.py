"""Faults on pages; each function here is a family."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from cookbook.faults.fault import NUMBERS, Change, matches, misspelt, other_number
from cookbook.markdown.proofs import LINK, proofs
from cookbook.markdown.sources import INCLUDE, SourceError, find, sections
from cookbook.repo import ROOT

BLOCK = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<header>[^`\n]*)\n(?P<body>.*?)^ *(?P=fence)\n",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^ *\$ .*\n(?:(?: *> |(?<=\\\n)).*\n)*", re.MULTILINE)
HEADING = re.compile(r"^#+ (?P<text>.*?) \{ #(?P<id>[\w-]+) \}", re.MULTILINE)
TARGET = re.compile(r"\]\((?P<page>[\w./-]*\.md)?(?:#(?P<id>[\w-]+))?\)")
CODE = re.compile(r"`[^`\n]+`")
OPPOSITES = (
    "not|always|never|before|after|more|less|first|last|only|every|no|older|newer|same|other"
)


def include(text: str) -> Iterator[Change]:
    """Another section or file."""
    for block in BLOCK.finditer(text):
        if not (line := INCLUDE.match(block["body"].rstrip())):
            continue
        path, section = line["path"], line["section"]
        start = block.start("body") + line.start("path")
        if section:
            others = sorted({*sections(ROOT / path)} - {section})
            names = [f"{path}:{name}" for name in others]
        else:
            beside = sorted((ROOT / path).parent.glob(f"*{Path(path).suffix}"))
            names = [str(p.relative_to(ROOT)) for p in beside if p.is_file() and p != ROOT / path]
        for name in names:
            yield Change(
                "section" if section else "file", start, block.start("body") + line.end() - 1, name
            )


def edit(text: str) -> Iterator[Change]:
    """An edit at another place."""
    places = {"below": ["above", "replace"], "above": ["below", "replace"], "replace": ["below"]}
    for block in BLOCK.finditer(text):
        if " edit" not in block["header"]:
            continue
        at = block.span("header")
        for how in matches(r"\b(below|above|replace)(?==)", text, *at):
            for other in places[how[0]]:
                yield Change("place", *how.span(), other)
        for gap in matches(r' gap="\d"', text, *at):
            yield Change("gap", *gap.span(), "" if "1" in gap[0] else ' gap="1"')
        for line in matches(r"(?<=below=\")[^\"]+|(?<=above=\")[^\"]+", text, *at):
            for other in _lines_beside(line[0]):
                yield Change("line", *line.span(), other)


@cache
def _lines_beside(line: str) -> list[str]:
    """Return the lines next to this one, in a file of the example that has it once."""
    for path in sorted((ROOT / "example_project").rglob("*.*")):
        if path.suffix in {".py", ".yaml", ".toml", ".html"}:
            lines = [found.strip() for found in path.read_text().splitlines()]
            if lines.count(line) == 1:
                at = lines.index(line)
                near = lines[max(at - 1, 0) : at + 2]
                return [n for n in near if n not in ("", line) and '"' not in n and "8<" not in n]
    return []


def command(text: str) -> Iterator[Change]:
    """A command misspelt, an option changed."""
    for at in _commands(text):
        for word in matches(r"(?<![\w'-])[a-z_]{4,}", text, *at):
            yield Change("misspelt", *word.span(), misspelt(word[0]))
        for option in matches(r"(?<=\s)--?[a-z][\w-]*(?:=\S+)? ?", text, *at):
            yield Change("option removed", *option.span(), "")
        for number in matches(r"\b\d+\b", text, *at):
            yield Change("number", *number.span(), other_number(number[0]))


def output(text: str) -> Iterator[Change]:
    """What a session shows."""
    for block in _sessions(text):
        at, end = block.start("body"), block.end("body")
        shown = COMMAND.sub(lambda found: " " * len(found[0]), text[at:end])
        for line in matches(r"^ *(?!\.\.\.)\S.*\n", shown):
            first, last = at + line.start(), at + line.end()
            for number in matches(r"\b\d+\b", text, first, last):
                yield Change("number", *number.span(), other_number(number[0]))
            for word in matches(r"[A-Za-z_]{4,}", text, first, last):
                yield Change("word", *word.span(), misspelt(word[0]))
            yield Change("line removed", first, last, "")


def steps(text: str) -> Iterator[Change]:
    """Steps missing or swapped."""
    blocks = list(BLOCK.finditer(text))
    for block in blocks:
        if "console" in block["header"] or " edit" in block["header"]:
            yield Change("block missing", *block.span(), "")
    for one, two in pairwise(blocks):
        yield Change(
            "blocks swapped",
            one.start(),
            two.end(),
            two[0] + text[one.end() : two.start()] + one[0],
        )
    for block in _sessions(text):
        starts = [found.start() for found in COMMAND.finditer(block["body"])] + [len(block["body"])]
        edges = [block.start("body") + start for start in starts]
        for first, end in pairwise(edges):
            if len(edges) > 2:
                yield Change("command missing", first, end, "")
        for first, second, end in zip(edges, edges[1:], edges[2:], strict=False):
            yield Change("commands swapped", first, end, text[second:end] + text[first:second])


def highlight(text: str) -> Iterator[Change]:
    """A highlight on another line that exists, or on one line less."""
    for block in BLOCK.finditer(text):
        mark = re.search(r'mark=(["\'])(?P<texts>.*?)\1', block["header"])
        line = INCLUDE.match(block["body"].rstrip())
        if not mark or not line:
            continue
        try:
            shown = find(line["path"], line["section"]).text().splitlines()
        except SourceError:
            continue
        start, wanted = block.start("header") + mark.start("texts"), mark["texts"].split("|")
        others = [
            words[0]
            for found in shown
            if not any(want in found for want in wanted)
            and (words := re.findall(r"[\w.]{4,}", found))
        ]
        for want in wanted:
            place = start + mark["texts"].index(want)
            for other in others:
                yield Change("moved", place, place + len(want), other)
        if len(wanted) > 1:
            yield Change("fewer", start, start + len(mark["texts"]), "|".join(wanted[1:]))


def title(text: str) -> Iterator[Change]:
    """The title of a block, or a heading."""
    for name in matches(r'(?<= title=")[^"\n]+', text):
        word = max(re.findall(r"\w+", name[0]), key=len)
        yield Change("block", *name.span(), name[0].replace(word, misspelt(word), 1))
    headings = list(HEADING.finditer(text))
    for one, two in pairwise(headings):
        yield Change("heading", *one.span("text"), two["text"])


def prose(text: str) -> Iterator[Change]:
    """A number or a name in sentences and tables."""
    words = "|".join(NUMBERS)
    names = [name[0] for at in _prose(text) for name in CODE.finditer(text, *at)]
    for at in _prose(text):
        plain = _blank(text, r"`[^`\n]+`|\]\([^)]*\)|\{[^}\n]*\}|<[^>\n]+>")
        for number in matches(rf"(?<![\w.#-])(?:\d+|{words})(?![\w-])", plain, *at):
            yield Change("number", *number.span(), other_number(number[0]))
        for name in CODE.finditer(text, *at):
            for word in matches(r"[A-Za-z_]{4,}", text, *name.span()):
                yield Change("name misspelt", *word.span(), misspelt(word[0]))
            for other in sorted({*names} - {name[0]}):
                yield Change("another name", *name.span(), other)
        for row in matches(
            r"^\| (?!-|:)[^|\n]* \| (?P<one>[^|\n]+) \| (?P<two>[^|\n]+) \|", text, *at
        ):
            yield Change(
                "cells swapped", row.start("one"), row.end("two"), f"{row['two']} | {row['one']}"
            )


def link(text: str) -> Iterator[Change]:
    """A link to another heading or page that exists."""
    found = [t for at in _prose(text) for t in TARGET.finditer(text, *at) if t["page"] or t["id"]]
    for one in found:
        others = {t[0] for t in found if (t["page"], t["id"]) != (one["page"], one["id"])}
        for other in sorted(others):
            yield Change("another target", *one.span(), other)


def proof(text: str) -> Iterator[Change]:
    """The proof of another claim."""
    for one in LINK.finditer(text):
        for name in proofs():
            if name != f"{one['module']}/{one['name']}":
                near = "in the module" if name.startswith(one["module"] + "/") else "elsewhere"
                yield Change(near, one.start("module"), one.end("name"), name)


def definition(text: str) -> Iterator[Change]:
    """What the glossary says."""
    said = matches(r"(?<=^:   )[^\[\n]+?(?=\.(?: \[|$))|(?<=\]: ).+(?=\.$)", text)
    for one, two in pairwise(said):
        yield Change("another definition", *one.span(), two[0])
    for one in said:
        for word in matches(rf"\b(?:{OPPOSITES})\b ?", text, *one.span()):
            yield Change("word removed", *word.span(), "")
        for word in matches(r"\b[a-z]{6,}\b", text, *one.span()):
            yield Change("misspelt", *word.span(), misspelt(word[0]))


def _sessions(text: str) -> list[re.Match[str]]:
    return [block for block in BLOCK.finditer(text) if block["header"].strip() == "console"]


def _commands(text: str) -> list[tuple[int, int]]:
    return [
        found.span()
        for block in _sessions(text)
        for found in COMMAND.finditer(text, block.start("body"), block.end("body"))
    ]


def _prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a page between its blocks, below its front matter."""
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    last = front.end() if front else 0
    for block in BLOCK.finditer(text):
        yield last, block.start()
        last = block.end()
    yield last, len(text)


def _blank(text: str, pattern: str) -> str:
    return re.sub(pattern, lambda found: " " * len(found[0]), text)
