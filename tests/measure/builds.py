"""What a build costs, ours beside those of the notes.

`make measure WHAT=builds` writes `cookbook/data/builds.json`. Machines differ, so times are ratios:
1 is the cold build of the Alpine note in the same run. Sizes are megabytes that an image adds to
its base.
"""

import os
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from cookbook.reader.workspace import copy_finished, without_markers
from cookbook.repo import ROOT
from tests.docker import Docker, forget_caches, image, own_caches
from tests.proofs.layers import own_layers
from tests.proofs.snippets import export_requirements

UNIT = "alpine note"

# One more dependency, small and with none of its own.
ADDED = "humanize"


@dataclass(frozen=True)
class Recipe:
    """A Dockerfile whose builds are measured, and the packages that go into it."""

    dockerfile: str
    base: str
    target: str = ""
    tests: bool = False

    @property
    def words(self) -> list[str]:
        return ["--target", self.target] if self.target else []


SLIM = "python:3.14-slim-trixie"
OURS = "example_project/Dockerfile"
NOTE = "snippets/files/dockerfile-faults/Dockerfile.before-{}"
RECIPES = {
    UNIT: Recipe(NOTE.format("alpine"), "python:3.14-alpine"),
    "full note": Recipe(NOTE.format("full"), "python:3.14-trixie"),
    "slim note": Recipe(NOTE.format("slim"), SLIM),
    "production": Recipe(OURS, SLIM, "production"),
    "slim note with tests": Recipe(NOTE.format("slim"), SLIM, tests=True),
    "development": Recipe(OURS, SLIM, "development", tests=True),
}
NOTES = [name for name in RECIPES if name.endswith(" note")]


@dataclass
class Cost:
    """What builds of one recipe took: seconds of the quickest, megabytes, and BuildKit's words."""

    cold: float = float("inf")
    edit: float = float("inf")
    dependency: float = float("inf")
    added: float = 0
    output: dict[str, str] = field(default_factory=dict)


class Bench:
    """A directory for each recipe, and the clock."""

    def __init__(self, docker: Docker, folder: Path) -> None:
        self.docker = docker
        self.folder = folder
        finished = folder / "finished"
        copy_finished(ROOT / "example_project", finished)
        self.locks = {"before": finished, "after": folder / "after"}
        copy_finished(ROOT / "example_project", self.locks["after"])
        self._add(self.locks["after"])
        self.requirements = {
            (state, tests): export_requirements(docker, lock, *[] if tests else ["--no-dev"])
            for state, lock in self.locks.items()
            for tests in (False, True)
        }

    def _add(self, directory: Path) -> None:
        self.docker.build("uv", "--target", "build", context=directory)
        mount = f"--volume={directory}:/app"
        user = (f"--user={os.getuid()}", "--env=HOME=/tmp")
        add = ("uv", "add", "--quiet", "--no-sync", ADDED)
        self.docker("run", "--rm", *user, mount, image("uv"), *add)

    def measure(self, recipe: Recipe, cost: Cost, *, dependency: bool = True) -> None:
        """Build cold, after an edit of one line, and with one package more; keep the quickest."""
        directory = self.folder / uuid.uuid4().hex
        copy_finished(ROOT / "example_project", directory)
        if recipe.dockerfile != OURS:
            text = (ROOT / recipe.dockerfile).read_bytes()
            (directory / "Dockerfile").write_bytes(without_markers(text))
        # Caches of its own: empty for the cold build, full for the next ones.
        caches = own_caches()

        def build(kind: str, *options: str) -> float:
            begin = time.monotonic()
            cost.output[kind] = self.docker.build(
                "measured", *recipe.words, *caches, *options, context=directory
            )
            return time.monotonic() - begin

        self._lock(directory, recipe, "before")
        cost.cold = min(cost.cold, build("cold", "--no-cache"))
        cost.added = self._added(recipe)
        with (directory / "books/views.py").open("a") as code:
            code.write(f"# {directory.name}\n")
        cost.edit = min(cost.edit, build("edit"))
        if dependency:
            self._lock(directory, recipe, "after")
            cost.dependency = min(cost.dependency, build("dependency"))
        forget_caches(self.docker)

    def _lock(self, directory: Path, recipe: Recipe, state: str) -> None:
        for name in ("pyproject.toml", "uv.lock"):
            (directory / name).write_bytes((self.locks[state] / name).read_bytes())
        if recipe.dockerfile != OURS:
            text = self.requirements[state, recipe.tests]
            # An earlier round has built the same: a line of its own keeps it from being reused.
            (directory / "requirements.txt").write_text(f"{text}# {directory.name}\n")

    def _added(self, recipe: Recipe) -> float:
        """Return the megabytes of the files over the base image; all image stores agree on them."""
        layers = own_layers(self.docker, image("measured"), recipe.base)
        return sum(len(data) for layer in layers for data in layer.values()) / 1e6


def ratios(costs: dict[str, Cost]) -> dict[str, dict[str, float]]:
    """Return what is recorded of each recipe."""
    unit = costs[UNIT].cold
    return {
        name: {
            "cold": round(cost.cold / unit, 2),
            "edit": round(cost.edit / unit, 3),
            "dependency": round(cost.dependency / unit, 2),
            "added_mb": round(cost.added, 1),
        }
        for name, cost in costs.items()
    }


def measure(docker: Docker, folder: Path, rounds: int = 3) -> dict[str, object]:
    """Measure every recipe so many times, in turns; return the quickest builds."""
    costs = {name: Cost() for name in RECIPES}
    bench = Bench(docker, folder)
    for number in range(rounds):
        for name, recipe in RECIPES.items():
            print(f"round {number + 1} of {rounds}: {name}", flush=True)
            bench.measure(recipe, costs[name])
    return {
        "times": f"quickest of {rounds} builds; 1 is the cold build of the {UNIT}",
        "builds": ratios(costs),
    }
