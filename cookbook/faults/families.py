"""Which files belong to which family, and the draw of faults from all."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import PurePath
from random import Random

from cookbook.faults import code, lines, pages
from cookbook.faults.fault import Change, Fault
from cookbook.repo import ROOT

PAGES = (
    *(pages.include, pages.edit, pages.command, pages.output, pages.steps, pages.highlight),
    *(pages.title, pages.prose, pages.link, pages.proof, pages.definition),
)
CODE = ("python", "dockerfiles", "compose", "snippets", "data")
FAMILIES = (*CODE, *(f"pages: {family.__name__}" for family in PAGES))
DATA = {".json", ".lock", ".toml", ".yaml", ".yml", ".example", ".sh", ""}
ORDERED = re.compile(r"ockerfile[.\w]*$|\.html$")  # elsewhere order says nothing
GLOSSARIES = {"docs/reference/glossary.md", "docs/.includes/glossary.md"}


def belongs(path: str) -> str:
    """Return the family of a file; empty for a file that is given no faults."""
    file = PurePath(path)
    top, name = file.parts[0], file.name
    if top == "docs":
        return "pages" if file.suffix == ".md" else ""
    if top in ("example_project", "snippets") and "tests" not in file.parts[:2]:
        if "ockerfile" in name or name == ".dockerignore":
            return "dockerfiles"
        if "compose" in name and file.suffix == ".yaml":
            return "compose"
        if top == "snippets":
            return "snippets"
        if file.suffix in (".py", ".html"):
            return "python"
    if path in ("pyproject.toml", "uv.lock") or path.startswith("cookbook/data/"):
        return "data"
    return "data" if top == "example_project" and file.suffix in DATA else ""


@cache
def files(family: str) -> list[str]:
    """Return the files of a family that git tracks and that are no links."""
    listed = subprocess.check_output(["git", "-C", str(ROOT), "ls-files"], text=True).splitlines()
    return [path for path in listed if belongs(path) == family and not (ROOT / path).is_symlink()]


@cache
def proposals(family: str) -> list[Fault]:
    """Return all faults of a family."""
    group, _, name = family.partition(": ")
    found = []
    for path in files(group):
        if (path in GLOSSARIES) != (name == "definition") and name:
            continue
        text = (ROOT / path).read_text()
        for kind, start, end, new in _propose(path, name)(text):
            if text[start:end] != new and (kind != "lines swapped" or ORDERED.search(path)):
                found.append(Fault(family, path, kind, start, end, new))
    return found


def _propose(path: str, name: str) -> Callable[[str], Iterator[Change]]:
    if name:
        propose: Callable[[str], Iterator[Change]] = getattr(pages, name)
        return propose
    return code.propose if path.endswith(".py") else lines.propose


def draw(seed: int, count: int, families: tuple[str, ...] = FAMILIES) -> list[Fault]:
    """Return so many faults, as many of each family, and in it of each kind and file."""
    drawn: list[Fault] = []
    for number, family in enumerate(families):
        random = Random(f"{seed} {family}")
        wanted = count // len(families) + (number < count % len(families))
        kinds: dict[str, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
        for fault in proposals(family):
            kinds[fault.kind][fault.path].append(fault)
        order = random.sample(sorted(kinds), len(kinds))
        chosen: dict[Fault, None] = {}
        for turn in range(wanted * 3):
            kind = kinds[order[turn % len(order)]]
            path = random.choice(sorted(kind))
            chosen[random.choice(kind[path])] = None
        drawn += list(chosen)[:wanted]
    return drawn
