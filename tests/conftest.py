"""What every group of tests shares: the built site, a browser, an engine, and the census."""

import itertools
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, expect

from cookbook.engine.engine import NoEngine, ensure, ours, stop_if_ours
from cookbook.engine.images import STAND_INS
from cookbook.reader.browser import NoBrowser, chromium
from cookbook.repo import ROOT
from cookbook.report import census, last_run
from tests import side_by_side
from tests.side_by_side import SITE

BASES = {stand_in.tag for stand_in in STAND_INS}

LEFT_OUT = pytest.StashKey[bool]()

_started = time.monotonic()
_missing: list[str] = []
_checked: census.Checked = set()
_commands: list[tuple[float, str, str]] = []


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return side_by_side.workers(engines="not engine" not in config.option.markexpr)


def pytest_configure(config: pytest.Config) -> None:
    if side_by_side.is_worker():
        side_by_side.join()
        return
    last_run.forget_engines()
    engines = "not engine" not in config.option.markexpr
    if getattr(config.option, "numprocesses", 0):
        build_site()
        if engines:
            side_by_side.start(config.option.numprocesses)
    elif engines and "ENGINE" in os.environ:
        side_by_side.alone()


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    """Keep the steps of a page in their order, which pytest would change to share fixtures."""
    order = {item: number for number, item in enumerate(items)}
    yield
    items.sort(key=lambda item: (side_by_side.rank(item), order[item]))
    if not config.option.lf:  # what failed last is of this shard
        items[:] = side_by_side.shard(items)
    # Not skipped: that fails in CI, where the machine's own engine may be what to test on.
    more = [item for item in items if item.get_closest_marker("own_engine")]
    if more and not ours():
        config.stash[LEFT_OUT] = True
        config.hook.pytest_deselected(items=more)
        items[:] = [item for item in items if item not in more]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> side_by_side.Scheduler:
    return side_by_side.Scheduler(config, log)


@cache
def build_site() -> None:
    """Build the site, strictly; end everything if it does not build."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(SITE)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if built.returncode:
        pytest.exit(f"the site does not build:\n{built.stdout}{built.stderr}", returncode=1)


def built() -> Path:
    """Return the directory of the site, which is built if nobody has; once in a run."""
    if not side_by_side.is_worker() and "SITE_IS_BUILT" not in os.environ:
        build_site()
    return SITE


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the directory of the built site."""
    return built()


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> Iterator[dict[str, str]]:
    """Yield the environment in which `docker` reaches an engine."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    try:
        with capture.global_and_fixture_disabled():  # its progress is to be seen
            env = ensure(side_by_side.engine_name())
    except NoEngine as error:
        cannot(str(error))
    own, env = bool(env), {**os.environ, **env}
    before = images(env)
    last_run.note_engine(side_by_side.engine_name(), env)
    yield env
    for image in images(env) - before:
        # What the pages built and what such a build replaced, which has an id alone; on an engine
        # that is not ours the base images, too.
        if (
            image.startswith(("library", "trial"))
            or ":" not in image
            or (not own and image in BASES)
        ):
            subprocess.run(
                ["docker", "image", "rm", image], env=env, capture_output=True, check=False
            )
    stop_if_ours()


def images(env: dict[str, str]) -> set[str]:
    """Return the names with tags of all images on the engine, and the ids of those without."""
    listed = subprocess.run(
        ["docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (line.split() for line in listed.stdout.splitlines())
    return {image if "<none>" in name else name for name, image in rows}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium."""
    expect.set_options(timeout=30_000)  # ms; as long as Playwright waits for a click
    try:
        with chromium() as running:
            yield running
    except NoBrowser as error:
        cannot(str(error))


def cannot(why: str) -> None:
    """Fail in CI; elsewhere skip, and say so at the end."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Gather what the tests recorded, wherever they ran; say at once what failed."""
    if report.failed and not side_by_side.is_worker():
        # Why, too: a run that is stopped from outside prints no summary.
        why = "\n".join(report.longreprtext.splitlines()[-25:])
        line = f"\nfailed: {report.nodeid}, in its {report.when}\n{why}\n"
        print(line, file=sys.__stderr__, flush=True)
    if report.when == "teardown":
        for name, value in report.user_properties:
            if name == "checked":
                _checked.add(str(value))
            elif name == "command":
                _commands.append(cast("tuple[float, str, str]", value))
    if report.skipped and isinstance(report.longrepr, tuple):
        why = report.longrepr[2].removeprefix("Skipped: ")
        if why not in _missing:
            _missing.append(why)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep a whole run for the site. In CI, a group of tests that did not run fails it."""
    if side_by_side.is_worker():
        return
    stop_if_ours()
    options = session.config.option
    if (
        options.markexpr
        or options.keyword
        or options.collectonly
        or options.lf
        or options.file_or_dir
    ):
        return
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    ran = {Path(report.nodeid).parts[1] for report in reporter.stats.get("passed", [])}
    kinds = census.count(SITE, _checked)
    last_run.record(census.with_blocks(SITE), kinds, ran, time.monotonic() - _started)
    if not os.environ.get("CI"):
        return
    every = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    for group in sorted(every - ran) if "SHARD" not in os.environ else ():
        _missing.append(f"tests/{group}: no test of it ran")
    if _missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _missing:
        terminalreporter.write_line(f"NOT RUN: {line}", yellow=True)
    if terminalreporter.config.stash.get(LEFT_OUT, False):
        line = "NOT RUN: other engines and three machines, which need engines of ours"
        terminalreporter.write_line(line, yellow=True)
    options = terminalreporter.config.option
    part = options.collectonly or options.lf or "SITE_IS_BUILT" in os.environ
    if (SITE / "index.html").exists() and not part:
        for line in census.lines(SITE, _checked):
            terminalreporter.write_line(line)
    spent = by_module(terminalreporter)
    if len(spent) > 1:
        terminalreporter.section("by module: seconds, one worker or another, and tests")
        for module, (seconds, tests) in sorted(spent.items(), key=lambda item: -item[1][0]):
            terminalreporter.write_line(f"{seconds:6.0f}s  {tests:5}  {module}")
    if _commands:
        terminalreporter.section("slowest commands of pages")
        for seconds, page, command in sorted(_commands, reverse=True)[:25]:
            terminalreporter.write_line(f"{seconds:6.1f}s  {page}  $ {command.splitlines()[0]}")
        terminalreporter.section("kinds of commands of pages: seconds of all, and how many")
        kinds = defaultdict[str, list[float]](list)
        for seconds, _, command in _commands:
            kinds[kind(command)].append(seconds)
        for name, each in sorted(kinds.items(), key=lambda item: -sum(item[1]))[:15]:
            terminalreporter.write_line(f"{sum(each):6.0f}s  {len(each):5}  {name}")


def kind(command: str) -> str:
    """Return what a command does: `docker compose up` of one with options and services."""
    words = [word for word in command.split() if word not in ("--progress", "quiet")]
    size = 1 if words[0] != "docker" else 3 if words[1:2] == ["compose"] else 2
    return " ".join(words[:size])


def by_module(reporter: pytest.TerminalReporter) -> dict[str, tuple[float, int]]:
    """Return for each module of tests how many seconds they took, set-up and all, and how many."""
    spent: dict[str, tuple[float, int]] = {}
    for report in itertools.chain(*reporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            module = report.nodeid.partition("::")[0]
            seconds, tests = spent.get(module, (0.0, 0))
            spent[module] = (seconds + report.duration, tests + (report.when == "call"))
    return spent
