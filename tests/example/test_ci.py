"""Runs those parts of the example's workflow for which an engine is enough."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.docker import Docker

TAG = "ci"
NAME = "library-ci"  # in place of `library`, which a developer may have


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project whose stacks have names of their own."""
    target = tmp_path / "bookshop"
    copy_finished(ROOT / "example_project", target)
    for file in ("compose.yaml", "compose.prod.yaml"):
        text = (target / file).read_text()
        assert "\nname: library" in text
        (target / file).write_text(text.replace("\nname: library", f"\nname: {NAME}"))
    return target


def step(name: str) -> dict[str, Any]:
    """Return a step of the job that makes the image."""
    text = (ROOT / "example_project/.github/workflows/ci.yml").read_text()
    steps: list[dict[str, Any]] = yaml.safe_load(text)["jobs"]["image"]["steps"]
    return next(step for step in steps if step.get("name") == name)


def test_image_is_tested_as_in_the_readme() -> None:
    readme = (ROOT / "example_project/README.md").read_text().replace(" --progress quiet", "")
    blocks = [re.sub(r" \\\n +", " ", text) for text in (readme, step("Test the image")["run"])]
    up, run, down = blocks[1].splitlines()

    assert f"$ {up}\n" in blocks[0]
    assert f"$ {run}\n" in blocks[0]
    assert down == "docker compose down --volumes"


@pytest.mark.engine
def test_stack_starts(engine: dict[str, str], project: Path) -> None:
    # Without the attestations: the engine's own builder cannot make them.
    docker, start = Docker(engine), step("Start the stack")
    assert "--target production " in step("Build")["run"]
    docker("build", "--target", "production", "--tag", f"library:{TAG}", project, timeout=600)
    try:
        result = subprocess.run(
            ["bash", "-e", "-c", start["run"]],
            cwd=project,
            env=engine | {"TAG": TAG} | start["env"],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        docker("compose", "--project-name", f"{NAME}-prod", "down", "--volumes")
    assert result.returncode == 0, result.stdout + result.stderr
