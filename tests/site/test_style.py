"""The prose of every page: grammar by Harper, and a small style of our own.

Harper's rules that this site does not follow are in `NOT_OURS`, each with its reason. What its
rules do not know, foreign syntax and words with two names, is in `SAY`.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.test_prose import prose, sources

LONGEST = 35  # words from one stop to the next

# Rule of Harper → why it is left out.
NOT_OURS = {
    "SpellCheck": "test_spelling.py knows the words of this field",
    "UseTitleCase": "headings are sentences",
    "SentenceCapitalization": "cells of tables, and sentences that start with a name in code",
    "OrthographicConsistency": "docker is a command, Docker a product",
    "NoFrenchSpaces": "what was code is a space here",
    "Spaces": "what was code is a space here",
    "OxfordComma": "takes the words before a list of two for a list of three",
    "CompoundNouns": "file system and host name are two words here",
    "SplitWords": "viewset is a word of Django REST Framework",
    "DisjointPrefixes": "multi-stage build is Docker's own term",
    "ExpandMemoryShorthands": "MB is shorter",
    "ExpandConfiguration": "config is the name of a package",
    "ExpandStandardInputAndOutput": "stdout is what one types",
    "ExpandControl": "Ctrl stands on the key",
    "ExpandMinimum": "min is a name of a function",
    "ExpandArgument": "ARG is an instruction",
    "OkToOkay": "ok is what a test prints",
    "MassNouns": "a middleware is one of several in Django",
    "OutOfDate": "asks for hyphens behind a verb",
    "MissingTo": "takes a plural noun for a verb",
    "MissingPreposition": "what was code is a space here",
    "MissingDeterminer": "what was code is a space here",
    "DiscourseMarkers": "asks for a comma that short sentences do without",
    "QuantifierNumeralConflict": "some 40 is about 40",
    "PhrasalVerbAsCompoundNoun": "takes adjectives for verbs",
    "LongSentences": "the test below counts as this site does",
    "PronounInflectionBe": "takes a name for a pronoun",
    "NounVerbConfusion": "to affect is a verb",
    "FindOut": "to find out is a verb",
    "LetsConfusion": "to let is a verb",
    "ToTwoToo": "takes a preposition at the end for an adverb",
    "ThatThan": "takes a relative clause for a comparison",
    "HowTo": "takes a clause for an infinitive",
}

# What a page does not say → what it says in its place, or why not.
SAY = {
    r"belongs? into": "belongs in",
    r"shall": "must, or the plain verb",
    r"is to be": "must be",
    r"who asks too often": "a client that sends too many requests",
    r"namely|thereby|hereby|whereas|hence": "a sentence of its own",
    r"by hand of|in dependence of|in difference to": "with, depending on, unlike",
    r"informations|softwares|advices": "a noun without a plural",
    r"allows to|enables to": "lets you",
    r"(?:the|five|old|study) notes? (?:say|said|has|have|of)": "what older guides say",
    r"simply|easily|obviously|of course": "nothing: it is not so for everyone",
    r"utili[sz]e": "use",
    r"in order to": "to",
    r"docker daemon": "engine",
    r"please": "nothing",
    r"we|our|us": "you, or the name of the thing",
}
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|\*\*[^*]*\*\*|<[^>\n]*>")
MARKS = re.compile(  # pictures, proofs, targets of links, attributes, admonitions and includes
    r"!\[[^\]]*\]|\[proof\]\([^)]*\)|(?<=\])\([^)]*\)|\{[^}\n]*\}|^ *(?:!!!|\?\?\?|--8<--|:::).*"
)


def plain(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a page's prose without links' targets and attributes."""
    for number, line in prose(file):
        yield number, re.sub(r"^ +", "", MARKS.sub("", line))


def sentences(file: Path) -> Iterator[str]:
    """Yield what stands between two stops, outside of tables."""
    lines = ("" if line.startswith(("|", "#")) else line for _, line in plain(file))
    for paragraph in re.split(r"\n\s*\n|\n(?=(?:[-*]|\d+\.|:) )", "\n".join(lines)):
        yield from re.split(r"(?<=[.!?:;])\s+", re.sub(r"`[^`]+`", "x", paragraph))


def harper(files: list[Path]) -> dict[str, list[str]]:
    """Return what Harper has to say of each file, by its path."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for count, file in enumerate(files):
            copy = Path(folder) / f"{count}.md"
            last, text = 1, ""
            for number, line in plain(file):
                text += "\n" * (number - last) + line  # the lines keep their numbers
                last = number
            copy.write_text(text + "\n")
            names[copy.name] = str(file)
        options = ("--quiet", "--format", "json", "--ignore", ",".join(NOT_OURS))
        found = subprocess.run(
            ["harper", "lint", *options, folder], capture_output=True, text=True, check=False
        )
    return {
        names[Path(page["file"]).name]: [
            f"line {lint['line']}: {lint['matched_text']!r}, {lint['message']} ({lint['rule']})"
            for lint in page["lints"]
        ]
        for page in json.loads(found.stdout)
    }


def foreign(file: Path) -> Iterator[tuple[str, int, str]]:
    """Yield what a page says in a form that `SAY` names, with its line and what to say."""
    for number, line in plain(file):
        for form, instead in SAY.items():
            for match in re.finditer(rf"\b(?:{form})\b", QUOTED.sub("", line), re.IGNORECASE):
                yield match[0], number, instead


def test_grammar() -> None:
    assert {file: said for file, said in harper(sources()).items() if said} == {}


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.stem)
def test_style(file: Path) -> None:
    assert list(foreign(file)) == []


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.stem)
def test_sentences_are_short(file: Path) -> None:
    counted = [(len(re.findall(r"[\w']+", sentence)), sentence) for sentence in sentences(file)]
    assert [(count, sentence) for count, sentence in counted if count > LONGEST] == []


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n\nIt belongs into the image. `shall` is code.\n\nThis is a image.\n")
    assert [match[0] for match in foreign(page)] == ["belongs into"]
    assert ["AnA" in lint for lint in harper([page])[str(page)]] == [True]
