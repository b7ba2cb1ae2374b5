"""What goes on by itself when a part of production dies, with people on the site all the while."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import Docker, Stack
from tests.measure.accidents import ACCIDENTS, IN_A_ROW, WRITERS, site, strike

pytestmark = pytest.mark.engine

DIES = {"web": "web", "proxy": "proxy", "database": "db"}
CALM = [name for name in ACCIDENTS if name != "disk full"]


@pytest.fixture(scope="module")
def stack(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    with site(docker, project()) as running:
        yield running


@pytest.mark.parametrize("name", CALM)
def test_it_heals_by_itself_and_loses_nothing_that_was_acknowledged(
    stack: Stack, name: str
) -> None:
    service = DIES.get(name, "web")
    before = stack.inspect(service)["RestartCount"]

    outcome = strike(stack, ACCIDENTS[name])

    assert outcome.acknowledged >= 2 * WRITERS * IN_A_ROW
    assert outcome.lost == 0
    assert stack.inspect(service)["RestartCount"] == before + (name in DIES)
    if name == "worker process":
        assert "was sent SIGKILL" in stack.logs("web")
    if name in ("database silent", "network cut"):
        assert outcome.failed


def test_a_full_disk_refuses_writes_and_loses_none(
    docker: Docker, project: Callable[[], Path]
) -> None:
    with site(docker, project(), small_disk=True) as stack:
        outcome = strike(stack, ACCIDENTS["disk full"])

        assert "No space left on device" in stack.logs("db")
    assert outcome.failed
    assert outcome.acknowledged >= 2 * WRITERS * IN_A_ROW
    assert outcome.lost == 0
