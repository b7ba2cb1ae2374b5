"""Tests side by side: every worker of pytest-xdist has an engine, in a network of its own.

So each has its own `localhost:8000`, names, volumes and browser. One of them has the image store of
Engine 29; which pages it gets changes from run to run. With ENGINE=name there is one worker, and
one where the engine is the machine's own.
"""

import ctypes
import fcntl
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TextIO

import pytest
from xdist.scheduler import LoadScopeScheduling

from cookbook.engine import network
from cookbook.engine.engine import ENGINES, NoEngine, ensure, ensure_all, ours, sweep
from cookbook.engine.shell import STATE, say
from cookbook.page.pages import Page
from cookbook.repo import ROOT

SITE = ROOT / "build/site"
NAMES = ("default", "second", "containerd", "third")
CLONE_NEWNET = 0x40000000  # linux/sched.h
NEEDED = 40  # GB for the images and caches of a whole run; what earlier runs left is part of it

_held: list[TextIO] = []  # locks, until this process ends

# What takes longest, so that no worker is left with it alone at the end.
FIRST = ("reader/test_chapters.py", "site/test_accessibility.py", "proofs/", "faults/", "site/")


def is_worker() -> bool:
    """Tell whether this process runs tests for another one, which collects the reports."""
    return "PYTEST_XDIST_WORKER" in os.environ


def number() -> int:
    """Return which worker this is, counted from 0."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])


def engine_name() -> str:
    """Return the name of the engine that this process uses: ENGINE, or one for each worker."""
    return os.environ.get("ENGINE") or NAMES[number()]


def workers(engines: bool) -> int:
    """Return how many processes to run the tests in; `engines` says whether they need engines."""
    if not engines:
        return min(os.cpu_count() or 1, len(NAMES))
    return 1 if "ENGINE" in os.environ or not ours() else len(NAMES)


def start(count: int) -> None:
    """Start the engines of so many workers, and those that tests ask for by name.

    They are for tests alone: what an earlier run left on them goes.
    """
    try:
        if ensure():
            if (free := shutil.disk_usage(STATE).free // 10**9) < NEEDED:
                say(f"{free} GB are free at {STATE}; a first run takes about {NEEDED}")
            chosen = [os.environ["ENGINE"]] if "ENGINE" in os.environ else NAMES[:count]
            names = {*chosen, "oldest", "containerd"}
            for name in names:
                hold(name)
            ensure_all(names)
            with ThreadPoolExecutor() as side_by_side:
                list(side_by_side.map(sweep, [ENGINES[name].env for name in names]))
    except NoEngine:
        pass  # the tests that need it say so


def hold(name: str) -> None:
    """Keep an engine for this run; end at once if another run has it, whose work would be lost."""
    state = ENGINES[name].state
    state.mkdir(parents=True, exist_ok=True)
    file = (state / "held").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pytest.exit(f"the engine {name!r} is in use by other tests: wait for their end", 1)
    _held.append(file)


def alone() -> None:
    """Join the network of the engine that ENGINE names, as the only process."""
    with suppress(NoEngine):  # the tests that need it say so
        if ensure(engine_name()):
            hold(engine_name())
    join()


def join() -> None:
    """Move this process, and all that it starts, into the network of its engine."""
    namespace = Path("/run/netns") / network.name(ENGINES[engine_name()].network)
    if not namespace.exists():
        return
    with namespace.open() as file:
        if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")


class Scheduler(LoadScopeScheduling):  # type: ignore[misc]
    """Gives a worker all tests that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


def together(nodeid: str) -> str:
    """Return the name of the group of a test.

    The chapters follow each other, and so does what starts from the end of one. The tests of a
    module share what its fixtures made. What needs three machines takes turns. Each other page
    stands alone, and so does each set of files.
    """
    module = nodeid.removeprefix("tests/").partition("::")[0]
    if module == "proofs/test_pick.py":
        return nodeid
    if module in ("reader/test_chapters.py", "reader/test_quick_road.py"):
        return "chapters"
    if module == "proofs/test_cluster.py":
        return "machines"
    if module != "reader/test_pages.py":
        return module
    return _group(nodeid.partition("[")[2].partition(":")[0])


@cache
def _group(page: str) -> str:
    if Page(SITE, page).needs_machines:
        return "machines"
    start = Page(SITE, page).start
    return "chapters" if start.startswith("the end of") else page


def rank(item: pytest.Item) -> int:
    """Return when a test has its turn: what takes longest comes first."""
    path = item.nodeid.removeprefix("tests/")
    return next((rank for rank, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))


def shard(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return what this job runs of all tests: with SHARD=2/4 every fourth group from the second."""
    if "SHARD" not in os.environ:
        return items
    part, _, parts = os.environ["SHARD"].partition("/")
    groups = list(dict.fromkeys(together(item.nodeid) for item in items))
    chosen = groups[int(part) - 1 :: int(parts)]
    return [item for item in items if together(item.nodeid) in chosen]
