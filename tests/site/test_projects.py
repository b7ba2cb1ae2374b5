"""The files of each page's reader, as far as no command makes them."""

import ast
import json
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from cookbook.page.pages import Page
from cookbook.reader.names import CHAPTERS, OTHERS
from cookbook.reader.workspace import copy_finished, files, without_markers
from cookbook.repo import ROOT
from tests.site.projects import follow

# What commands make: Django's own, packages without a line, and what makemigrations writes.
DJANGOS = {"manage.py", "config/asgi.py"}


@pytest.fixture(scope="module")
def ends(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return what the reader of the tutorial has: `the end of chapter 3` → directory."""
    found, workspace = {}, tmp_path_factory.mktemp("tutorial") / "library"
    workspace.mkdir()
    for number, name in enumerate(CHAPTERS, 1):
        assert follow(Page(site, name), workspace) == []
        found[f"the end of chapter {number}"] = workspace.parent / str(number)
        shutil.copytree(workspace, workspace.parent / str(number))
    return found


def test_tutorial_ends_with_the_example_project(ends: dict[str, Path]) -> None:
    ours = {k: without_markers(v) for k, v in files(ROOT / "example_project").items()}
    theirs = files(ends[f"the end of chapter {len(CHAPTERS)}"])
    made = {
        name
        for name in ours
        if name in DJANGOS or name.endswith(("__init__.py", "apps.py", "0001_initial.py"))
    }
    assert {name: text for name, text in ours.items() if name not in made} == theirs


@pytest.mark.parametrize("name", OTHERS)
def test_files_of_a_page(name: str, site: Path, ends: dict[str, Path], tmp_path: Path) -> None:
    page, workspace = Page(site, name), tmp_path / "library"
    of_library = page.needs_machines or page.start.startswith("the library")
    if not page.start or "the finished project" in page.start or of_library:
        copy_finished(ROOT / "example_project", workspace)
        for section in page.ways if of_library else []:
            assert follow(section, workspace) == []
    elif page.start in ends:
        shutil.copytree(ends[page.start], workspace)
    else:
        workspace.mkdir()
    assert follow(page, workspace) == []
    for path, content in files(workspace).items():
        read(path, content)


class Loader(yaml.SafeLoader):
    """Reads Compose's own tags, such as `!reset`, as nothing."""


Loader.add_multi_constructor("!", lambda loader, tag, node: None)


def read(path: str, content: bytes) -> None:
    """Fail unless a file is of its language."""
    match Path(path).suffix:
        case ".py":
            ast.parse(content)
        case ".json":
            json.loads(content)
        case ".toml":
            tomllib.loads(content.decode())
        case ".yaml" | ".yml":
            yaml.load(content, Loader)
