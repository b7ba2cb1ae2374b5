"""The simulation knows simple cases exactly, and repeats what was measured within a fifth."""

from typing import Any

import pytest

from cookbook.site.capacity import Shares, rate
from cookbook.site.measurements import recorded

COSTS = Shares(web=0.01, proxy=0.001, db=0.002)


@pytest.mark.parametrize(
    ("shares", "machines", "visitors", "answers"),
    [
        (Shares(), 1, 1, 1 / 0.013),  # alone, nobody waits: the sum of the costs
        (Shares(), 1, 40, 100),  # web is busy all the time
        (Shares(web=0.5), 1, 40, 50),
        (Shares(), 3, 120, 300),
        (Shares(db=0.2), 3, 120, 100),  # the database is
        (Shares(db=4), 8, 320, 800),
        (Shares(proxy=0.05), 1, 40, 50),  # the proxy is
    ],
)
def test_simple_cases(shares: Shares, machines: int, visitors: int, answers: float) -> None:
    assert rate(COSTS, shares, machines, visitors) == pytest.approx(answers, rel=0.07)


@pytest.mark.parametrize("point", recorded("capacity")["points"], ids=str)
def test_it_repeats_what_was_measured(point: dict[str, Any]) -> None:
    found = recorded("capacity")
    shares, costs = Shares(**point["shares"]), Shares(**found["costs"])

    simulated = rate(costs, shares, point["machines"], found["visitors"]) / found["rate"]

    assert simulated == pytest.approx(point["simulated"], abs=0.01)
    assert simulated == pytest.approx(point["measured"], rel=0.2)
