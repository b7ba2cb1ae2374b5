"""The example project on its own, copied elsewhere: its tests and checks, and what it explains."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from cookbook.reader.uv import UV, environment
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.example.postgresql import NoPostgresql, running

EXAMPLE = ROOT / "example_project"


@pytest.fixture(scope="module")
def env() -> dict[str, str]:
    return environment(os.environ)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, as a reader has it, in a git repository of its own."""
    target = tmp_path_factory.mktemp("elsewhere") / "bookshop"
    copy_finished(EXAMPLE, target)
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=target, check=True)
    return target


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """Yield a PostgreSQL database: the one that DATABASE_URL names, else one of our own."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    try:
        # Not below pytest's own directory, which only its user may enter.
        with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as url:
            yield url
    except NoPostgresql as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


def run(project: Path, env: dict[str, str], *words: str, **variables: str) -> str:
    """Run a command in the project's own environment; fail with what it printed."""
    result = subprocess.run(
        [UV, "run", "--locked", "--quiet", "--group", "lint", *words],
        cwd=project,
        env=env | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


def test_passes_on_sqlite(project: Path, env: dict[str, str]) -> None:
    assert " passed" in run(project, env, "pytest", "--cov")


@pytest.mark.postgresql
def test_passes_on_postgresql(project: Path, env: dict[str, str], database_url: str) -> None:
    assert " passed" in run(project, env, "pytest", "--cov", DATABASE_URL=database_url)


def test_checks_before_a_commit_find_nothing(project: Path, env: dict[str, str]) -> None:
    output = run(project, env, "pre-commit", "run", "--all-files", "--show-diff-on-failure")
    assert output.count("Passed") == 3


def test_is_ready_for_deployment(project: Path, env: dict[str, str]) -> None:
    output = run(
        project,
        env,
        *["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        DJANGO_SECRET_KEY="-".join(["only", "for", "this", "check"] * 5),
        DJANGO_ALLOWED_HOSTS="library.example",
        DJANGO_NUM_PROXIES="1",
        DATABASE_URL="sqlite:///db.sqlite3",
    )
    assert "no issues" in output


def test_has_no_migration_missing(project: Path, env: dict[str, str]) -> None:
    run(project, env, "python", "manage.py", "makemigrations", "--check", DJANGO_DEBUG="1")


def interpolated() -> dict[str, bool]:
    """Return the variables that the Compose files take: name → whether one is required."""
    names = ("compose.yaml", "compose.prod.yaml", "compose.proxy.yaml")
    text = "".join((EXAMPLE / name).read_text() for name in names)
    found = re.findall(r"\$\{(\w+)(:[?-])", text)
    return {name: (name, ":?") in found for name, _ in found}


def test_readme_lists_every_variable() -> None:
    settings = (EXAMPLE / "config/settings.py").read_text()
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', settings)
    assert len(read) > 10
    table = re.findall(r"^\| (.*?) \|", (EXAMPLE / "README.md").read_text(), re.MULTILINE)
    listed = {name for cell in table for name in re.findall(r"`([A-Z_]+)`", cell)}
    bold = {name for cell in table for name in re.findall(r"\*\*`([A-Z_]+)`\*\*", cell)}

    assert listed == {*read, *interpolated()}
    assert {name for name, required in interpolated().items() if required} <= bold


def test_env_example_explains_every_variable_of_compose() -> None:
    lines = (EXAMPLE / ".env.example").read_text().splitlines()
    explained = {}
    for above, line in pairwise(lines):
        if name := re.match(r"#?([A-Z_]+)=", line):
            explained[name[1]] = above.startswith("# Required.")
    del explained["COMPOSE_FILE"]  # Compose's own
    assert explained == interpolated()


def test_uv_is_the_same_in_the_image_and_in_ci() -> None:
    images = re.findall(r"astral-sh/uv:([\d.]+)", (EXAMPLE / "Dockerfile").read_text())
    workflow = (EXAMPLE / ".github/workflows/ci.yml").read_text()
    assert {*images, *re.findall(r'^ +version: "(.+)"', workflow, re.MULTILINE)} == {images[0]}


def test_python_is_the_same_in_the_image_and_outside() -> None:
    [image] = re.findall(r"FROM python:([\d.]+)-", (EXAMPLE / "Dockerfile").read_text())
    assert (EXAMPLE / ".python-version").read_text() == f"{image}\n"
