"""What every group of tests shares: the built site, a browser, an engine, and the census."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser

from cookbook.engine.engine import NoEngine, ensure, stop_if_ours
from cookbook.engine.images import STAND_INS
from cookbook.reader.browser import NoBrowser, chromium
from cookbook.repo import ROOT
from cookbook.report import census
from tests import side_by_side
from tests.side_by_side import SITE

BASES = {stand_in.tag for stand_in in STAND_INS}

_missing: list[str] = []
_checked: census.Checked = {}


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return side_by_side.workers(engines="not engine" not in config.option.markexpr)


def pytest_configure(config: pytest.Config) -> None:
    if side_by_side.is_worker():
        side_by_side.join()
    elif getattr(config.option, "numprocesses", 0):
        build_site()
        if "not engine" not in config.option.markexpr:
            side_by_side.start(config.option.numprocesses)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=side_by_side.rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> side_by_side.Scheduler:
    return side_by_side.Scheduler(config, log)


def build_site() -> None:
    """Build the site, strictly; end everything if it does not build."""
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(SITE)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        pytest.exit(f"the site does not build:\n{built.stdout}{built.stderr}", returncode=1)


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the directory of the built site."""
    if not side_by_side.is_worker() and "SITE_IS_BUILT" not in os.environ:
        build_site()
    return SITE


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> Iterator[dict[str, str]]:
    """Yield the environment in which `docker` reaches an engine."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    try:
        with capture.global_and_fixture_disabled():  # its progress is to be seen
            env = ensure(side_by_side.engine_name())
    except NoEngine as error:
        _cannot(str(error))
    ours, env = bool(env), {**os.environ, **env}
    before = images(env)
    yield env
    for image in images(env) - before:
        # What the pages built and what such a build replaced, which has an id alone; on an engine
        # that is not ours the base images, too.
        if image.startswith("library") or ":" not in image or (not ours and image in BASES):
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
    try:
        with chromium() as running:
            yield running
    except NoBrowser as error:
        _cannot(str(error))


def _cannot(why: str) -> None:
    """Fail in CI; elsewhere skip, and say so at the end."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def checked(request: pytest.FixtureRequest) -> Iterator[census.Checked]:
    """Yield the record of blocks that this test executed, built or compared."""
    blocks: census.Checked = {}
    yield blocks
    request.node.user_properties.append(("blocks", blocks))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Gather what the tests recorded, wherever they ran."""
    if report.when == "teardown":
        for name, blocks in report.user_properties:
            if name == "blocks":
                _checked.update(cast("census.Checked", blocks))
    if report.skipped and isinstance(report.longrepr, tuple):
        why = report.longrepr[2].removeprefix("Skipped: ")
        if why not in _missing:
            _missing.append(why)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, a group of tests that did not run fails the whole."""
    if side_by_side.is_worker():
        return
    stop_if_ours()
    options = session.config.option
    part = options.markexpr or options.keyword or options.collectonly or options.lf
    if not os.environ.get("CI") or part:
        return
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    ran = {Path(report.nodeid).parts[1] for report in reporter.stats.get("passed", [])}
    for group in sorted({path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")} - ran):
        _missing.append(f"tests/{group}: no test of it ran")
    if _missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _missing:
        terminalreporter.write_line(f"NOT RUN: {line}", yellow=True)
    options = terminalreporter.config.option
    part = options.collectonly or options.lf or "SITE_IS_BUILT" in os.environ
    if (SITE / "index.html").exists() and not part:
        for line in census.lines(SITE, _checked):
            terminalreporter.write_line(line)
