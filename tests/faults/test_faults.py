"""Injects drift and expects the build to stop at the page and line that shows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cookbook.repo import ROOT

PAGE = """---
description: A page with one block, to be broken.
---

# Broken { #broken }

```yaml
--8<-- "example_project/compose.yaml:db"
```
"""
LINE = "docs/broken.md:7:"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Copy what a build needs, with one page and without the navigation."""
    for name in ("cookbook", "example_project"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".overrides", ".includes", "assets"):
        shutil.copytree(ROOT / "docs" / name, tmp_path / "docs" / name)
    config = (ROOT / "mkdocs.yml").read_text().partition("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(config)
    (tmp_path / "docs/broken.md").write_text(PAGE)
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "snippets").mkdir()
    return tmp_path


def build(repository: Path) -> str:
    """Build the site; return what it says, which is empty when all is well."""
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stderr if result.returncode else ""


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_nothing_broken(repository: Path) -> None:
    assert build(repository) == ""


@pytest.mark.parametrize("edge", ["start", "end"])
def test_deleted_marker(repository: Path, edge: str) -> None:
    edit(repository / "example_project/compose.yaml", f"  # --8<-- [{edge}:db]\n", "")
    assert LINE in build(repository)


def test_renamed_file(repository: Path) -> None:
    (repository / "example_project/compose.yaml").rename(repository / "example_project/other.yaml")
    output = build(repository)
    assert LINE in output
    assert "there is no file 'example_project/compose.yaml'" in output


def test_typed_code(repository: Path) -> None:
    page = repository / "docs/broken.md"
    edit(page, '--8<-- "example_project/compose.yaml:db"', "services:\n  db:\n    image: postgres")
    output = build(repository)
    assert LINE in output
    assert "code is included, never typed" in output


def test_typed_code_below_an_include(repository: Path) -> None:
    edit(repository / "docs/broken.md", ':db"\n', ':db"\n  typed: by hand\n')
    assert LINE in build(repository)


def test_line_range(repository: Path) -> None:
    edit(repository / "docs/broken.md", ":db", ":1:5")
    assert LINE in build(repository)


def test_highlight_of_a_text_that_is_not_there(repository: Path) -> None:
    edit(repository / "docs/broken.md", "```yaml\n", '```yaml mark="mysql"\n')
    output = build(repository)
    assert LINE in output
    assert "no line of the block holds 'mysql'" in output


def test_edit_without_a_place(repository: Path) -> None:
    edit(repository / "docs/broken.md", "```yaml\n", "```yaml edit\n")
    assert LINE in build(repository)


def test_block_that_never_ends(repository: Path) -> None:
    edit(repository / "docs/broken.md", ':db"\n```', ':db"')
    assert "docs/broken.md:7" in build(repository)


def test_unknown_word_in_a_header(repository: Path) -> None:
    edit(repository / "docs/broken.md", "```yaml\n", "```yaml linenums\n")
    output = build(repository)
    assert LINE in output
    assert "unknown word 'linenums'" in output


def test_claim_without_a_proof(repository: Path) -> None:
    page = repository / "docs/broken.md"
    page.write_text(page.read_text() + "\nIt flies. [proof](proof:data/it_flies)\n")
    output = build(repository)
    assert "docs/broken.md:11:" in output
    assert "there is no proof 'data/it_flies'" in output
