"""Dockerfiles, Compose files and workflows against the field's own linters and schemas."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cookbook.page.pages import pages
from cookbook.repo import ROOT

WORKFLOWS = [
    path
    for folder in (".github", "example_project/.github")
    for path in (ROOT / folder / "workflows").glob("*.yml")
]


def check(program: str, *words: str) -> str:
    """Run a linter; return what it says, which is nothing if all is well."""
    result = subprocess.run(
        [Path(sys.executable).parent / program, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout + result.stderr if result.returncode else ""


def offered(site: Path, name: str) -> list[str]:
    """Return the sources of the files with this name that a page tells its reader to write."""
    files = [block for page in pages(site) for block in page.blocks if block.kind == "file"]
    return sorted({b.source.path for b in files if Path(b.path).name.startswith(name)})


def test_dockerfiles(site: Path) -> None:
    files = {*offered(site, "Dockerfile"), "example_project/Dockerfile"}
    assert len(files) > 5
    assert "".join(check("hadolint", path) for path in sorted(files)) == ""


def test_compose_files(site: Path) -> None:
    files = {
        *offered(site, "compose"),
        "example_project/compose.yaml",
        "example_project/compose.prod.yaml",
    }
    # YAML tags of Compose's own, which the schema does not know; the engine reads these files.
    files = {path for path in files if "!reset" not in (ROOT / path).read_text()}
    assert len(files) > 3
    schema = ("check-jsonschema", "--builtin-schema", "vendor.compose-spec")
    assert check(*schema, *sorted(files)) == ""


def test_workflows_match_their_schema() -> None:
    files = [str(path) for path in WORKFLOWS]
    assert len(files) > 2
    assert check("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files) == ""


def test_dependabot_matches_its_schema() -> None:
    file = "example_project/.github/dependabot.yml"
    assert check("check-jsonschema", "--builtin-schema", "vendor.dependabot", file) == ""


@pytest.mark.parametrize("folder", [".github", "example_project/.github"])
def test_workflows_are_safe(folder: str) -> None:
    assert check("zizmor", "--offline", "--quiet", folder) == ""


def test_actions_are_pinned_to_one_commit_each() -> None:
    used = [
        use
        for path in WORKFLOWS
        for use in re.findall(r"uses: (\S+)@(\w+) # (v[\d.]+)$", path.read_text(), re.MULTILINE)
    ]
    assert len(used) == sum(path.read_text().count("uses: ") for path in WORKFLOWS)
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for _, commit, _ in used)
    assert len(set(used)) == len({action for action, _, _ in used})
