"""Runs the steps of the example's workflow for which an engine is enough, in their order.

The build is here without the attestations: the engine's own builder cannot make them.
"""

import subprocess
from pathlib import Path

import pytest
import yaml

from cookbook.engine.docker import Docker
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT

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


@pytest.mark.engine
def test_image_is_tested_and_started(engine: dict[str, str], project: Path) -> None:
    workflow = yaml.safe_load((project / ".github/workflows/ci.yml").read_text())
    steps = {step.get("name"): step for step in workflow["jobs"]["image"]["steps"]}
    docker = Docker(engine)
    for target, image in (("production", f"library:{TAG}"), ("test", "library:test")):
        assert f"--target {target} " in steps["Build"]["run"]
        docker("build", "--target", target, "--tag", image, project, timeout=600)
    try:
        for name in ("Test the image on PostgreSQL", "Start the stack"):
            done = subprocess.run(
                ["bash", "-e", "-c", steps[name]["run"].replace("library_", f"{NAME}_")],
                cwd=project,
                env=engine | {"TAG": TAG} | steps[name].get("env", {}),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{name}:\n{done.stdout}{done.stderr}"
    finally:
        for name in (NAME, f"{NAME}-prod"):
            docker("compose", "--project-name", name, "down", "--volumes")
