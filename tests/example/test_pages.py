"""The Python of each recipe's reader: the example's types fit, called or not."""

import os
from pathlib import Path

import pytest

from cookbook.page.pages import Page
from cookbook.reader.names import OTHERS
from cookbook.reader.uv import environment
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.example.test_example import run
from tests.site.projects import follow

COMMANDS = {"recipes/custom-user"}  # its project is another one, which commands make


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment with one set of packages and one cache for all projects."""
    shared = tmp_path_factory.mktemp("shared")
    return environment(os.environ) | {
        "UV_PROJECT_ENVIRONMENT": str(shared / "venv"),
        "MYPY_CACHE_DIR": str(shared / "mypy"),
    }


def python(page: Page) -> set[str]:
    """Return the modules that a page writes or edits and that are the project's."""
    blocks = [block for block in page.blocks if block.kind in ("file", "edit")]
    return {block.path for block in blocks if block.path.endswith(".py") and "/" in block.path}


@pytest.mark.parametrize("name", OTHERS)
def test_types_and_style(name: str, site: Path, env: dict[str, str], tmp_path: Path) -> None:
    page, project = Page(site, name), tmp_path / "library"
    if page.start != "the finished project" or not python(page):
        return
    copy_finished(ROOT / "example_project", project)
    assert follow(page, project) == []
    run(project, env, "ruff", "check", "--select", "I", *sorted(python(page)))
    run(project, env, "ruff", "format", "--check", *sorted(python(page)))
    if name in COMMANDS:
        return
    run(project, env, "mypy", "--follow-imports", "silent", *sorted(python(page)))
