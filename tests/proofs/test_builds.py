"""Which steps a build runs and how much it adds: ours beside those of the notes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cookbook.site.measurements import recorded
from tests.docker import Docker, image
from tests.measure.builds import NOTES, RECIPES, SLIM, UNIT, Bench, Cost
from tests.proofs.layers import own_layers

pytestmark = pytest.mark.engine

OURS = ["production", "development"]
INSTALL = r"^#(\d+) \[.*\] RUN .*(?:uv sync|pip install)"


@pytest.fixture(scope="module")
def bench(docker: Docker, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(docker, tmp_path_factory.mktemp("builds"))


@pytest.fixture(scope="module")
def costs(bench: Bench) -> dict[str, Cost]:
    """Measure every recipe once."""
    measured = {name: Cost() for name in RECIPES}
    for name, recipe in RECIPES.items():
        bench.measure(recipe, measured[name], dependency=name in OURS)
    return measured


def installs(output: str) -> list[bool]:
    """Return for each step that installs packages whether it really ran."""
    return [f"#{number} CACHED" not in output for number in re.findall(INSTALL, output, re.M)]


@pytest.mark.parametrize("name", OURS)
def test_an_edit_installs_nothing_again(costs: dict[str, Cost], name: str) -> None:
    steps = installs(costs[name].output["edit"])

    assert steps
    assert not any(steps)


def test_an_edit_installs_everything_again_where_the_code_comes_first(
    costs: dict[str, Cost],
) -> None:
    assert any(installs(costs[UNIT].output["edit"]))


@pytest.mark.parametrize("name", OURS)
def test_one_more_dependency_is_all_that_is_downloaded(costs: dict[str, Cost], name: str) -> None:
    cold, after = (
        sum(map(int, re.findall(r"Prepared (\d+) packages?", costs[name].output[kind])))
        for kind in ("cold", "dependency")
    )

    assert cold >= 20
    assert after == 1


def test_production_adds_what_the_best_note_adds_static_files_and_bytecode(
    docker: Docker, project: Callable[[], Path], costs: dict[str, Cost]
) -> None:
    docker.build("whole", "--target", "production", context=project())
    sizes = {
        name: len(data) / 1e6
        for layer in own_layers(docker, image("whole"), SLIM)
        for name, data in layer.items()
    }

    def megabytes(start: str) -> float:
        return sum(size for name, size in sizes.items() if name.startswith(start))

    static, bytecode = megabytes("app/staticfiles/"), megabytes("usr/local/lib/")
    best = min(costs[note].added for note in NOTES)

    assert static > 1
    assert bytecode > 1
    assert costs["production"].added - static - bytecode == pytest.approx(best, rel=0.05)


def test_what_is_recorded_still_holds(costs: dict[str, Cost]) -> None:
    before = recorded("builds")["builds"]

    assert before.keys() == costs.keys()
    for name, cost in costs.items():
        assert before[name]["added_mb"] == pytest.approx(cost.added, rel=0.25), name
