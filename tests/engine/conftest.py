"""Leaves out the tests of further engines where the engine is the machine's own."""

import pytest

from cookbook.engine import engine

LEFT_OUT = pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)  # after -m and -k, so that nothing is said of tests nobody asked for
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Not skipped: that fails in CI, and there the machine's own engine is what to test on.
    others = [item for item in items if item.path.name == "test_other_engines.py"]
    if others and not engine.ours():
        config.stash[LEFT_OUT] = True
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.stash.get(LEFT_OUT, False):
        line = (
            "NOT RUN: the oldest engine and containerd's image store, which need an engine of ours"
        )
        terminalreporter.write_line(line, yellow=True)
