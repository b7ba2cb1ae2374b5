"""Parts of files that the site tests, and changes that stop fitting when a part changes."""

import re
from functools import cache

from cookbook.markdown.sources import find, sections, strip_markers
from cookbook.repo import ROOT

PROJECT = "example_project"
RECIPES = "snippets/recipes"


@cache
def whole(path: str) -> str:
    """Return a file of the repository as its page shows it."""
    return strip_markers((ROOT / path).read_text())


@cache
def part(path: str, section: str) -> str:
    """Return a section of a file, dedented."""
    return find(path, section).text()


def raw(path: str, section: str) -> str:
    """Return the lines of a section as they stand in the file."""
    first, last = sections(ROOT / path)[section]
    return "".join((ROOT / path).read_text().splitlines(keepends=True)[first - 1 : last])


def stage(path: str, name: str) -> str:
    """Return a stage of a Dockerfile. Raises ValueError."""
    found = re.search(rf"^FROM \S+ AS {name}\n.*?(?=^FROM|\Z)", whole(path), re.M | re.S)
    return _found(found, f"{path} has no stage {name}").strip("\n")


def run(dockerfile: str, command: str) -> str:
    """Return the instruction that runs a command first. Raises ValueError."""
    found = re.search(rf"^RUN {command}\b(?:.*\\\n)*.*$", dockerfile, re.M)
    return _found(found, f"there is no RUN {command}")


def service(text: str, name: str) -> str:
    """Return a service out of a list of services. Raises ValueError."""
    found = re.search(rf"^{name}:\n(?:  .*\n)+", text, re.M)
    return _found(found, f"there is no service {name}").strip("\n")


def _found(match: re.Match[str] | None, error: str) -> str:
    if match is None:
        raise ValueError(error)
    return match[0]


def change(text: str, *changes: tuple[str, str]) -> str:
    """Replace pieces that stand in a text once each. Raises ValueError for any that does not."""
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"found {text.count(old)} times, not once: {old!r}")
        text = text.replace(old, new)
    return text


def between(text: str, start: str, end: str = "") -> str:
    """Return what stands from one text up to another one, or to the end. Raises ValueError."""
    first = text.index(start)
    return text[first : text.index(end, first) if end else None]
