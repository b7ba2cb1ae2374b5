"""What every group of tests shares: the built site, a browser, an engine, and the census."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook import census
from cookbook.repo import ROOT
from tests.browser import NoBrowser, chromium
from tests.engine.engine import NoEngine, ensure, stop_if_ours
from tests.engine.images import STAND_INS

MISSING = pytest.StashKey[list[str]]()
DONE = pytest.StashKey[census.Done]()
BASES = {stand_in.tag for stand_in in STAND_INS}


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MISSING] = []
    config.stash[DONE] = {}


@pytest.fixture(scope="session")
def site() -> Path:
    """Build the site, strictly, and return its directory."""
    target = ROOT / "build/site"
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        pytest.exit(f"the site does not build:\n{built.stdout}{built.stderr}", returncode=1)
    return target


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> Iterator[dict[str, str]]:
    """Yield the environment in which `docker` reaches an engine."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    try:
        with capture.global_and_fixture_disabled():  # its progress is to be seen
            env = ensure()
    except NoEngine as error:
        _cannot(pytestconfig, str(error))
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
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """Yield a headless Chromium."""
    try:
        with chromium() as running:
            yield running
    except NoBrowser as error:
        _cannot(pytestconfig, str(error))


def _cannot(config: pytest.Config, why: str) -> None:
    """Fail in CI; elsewhere skip, and say so at the end."""
    if os.environ.get("CI"):
        pytest.fail(why)
    if why not in config.stash[MISSING]:
        config.stash[MISSING].append(why)
    pytest.skip(why)


@pytest.fixture
def done(pytestconfig: pytest.Config) -> census.Done:
    """Return the record of blocks that this run executed, built or compared."""
    return pytestconfig.stash[DONE]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, a group of tests that did not run fails the whole."""
    options = session.config.option
    part = options.markexpr or options.keyword or options.collectonly or options.lf
    if not os.environ.get("CI") or part:
        return
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    ran = {Path(report.nodeid).parts[1] for report in reporter.stats.get("passed", [])}
    for group in sorted({path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")} - ran):
        session.config.stash[MISSING].append(f"tests/{group}: no test of it ran")
    if session.config.stash[MISSING] or reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    config = terminalreporter.config
    for line in config.stash[MISSING]:
        terminalreporter.write_line(f"NOT RUN: {line}", yellow=True)
    part = config.option.collectonly or config.option.lf
    if (ROOT / "build/site/index.html").exists() and not part:
        for line in census.lines(ROOT / "build/site", config.stash[DONE]):
            terminalreporter.write_line(line)
