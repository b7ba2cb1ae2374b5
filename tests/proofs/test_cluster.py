"""Three machines in a Swarm, with people on the site all the while."""

from collections.abc import Iterator

import pytest

from tests.measure.cluster import Cluster, cluster, happen

pytestmark = [pytest.mark.engine, pytest.mark.own_engine]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster") / "library") as running:
        yield running


@pytest.mark.parametrize("event", ["update", "sick version", "drain and return", "join"])
def test_no_request_fails(three: Cluster, event: str) -> None:
    outcome = happen(three, event)

    assert outcome.failed == {}
    assert outcome.requests >= 2000
    assert outcome.lost == 0


@pytest.mark.parametrize("event", ["network slow", "network cut"])
def test_a_bad_cable_loses_no_row(three: Cluster, event: str) -> None:
    outcome = happen(three, event)

    assert outcome.acknowledged
    assert outcome.lost == 0


@pytest.mark.parametrize("event", ["machine", "leader"])
def test_a_lost_machine_heals_within_a_minute(three: Cluster, event: str) -> None:
    outcome = happen(three, event)

    assert outcome.seconds < 60
    assert outcome.acknowledged
    assert outcome.lost == 0


def test_a_replica_takes_over_with_every_row(three: Cluster) -> None:
    outcome = happen(three, "database")

    assert outcome.acknowledged
    assert outcome.lost == 0
