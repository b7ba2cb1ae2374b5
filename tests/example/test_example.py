"""The example project on its own, copied elsewhere: its README's commands and its own tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cookbook.repo import ROOT
from tests.example.postgresql import NoPostgresql, running
from tests.reader.workspace import copy_finished


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, as a reader has it."""
    target = tmp_path_factory.mktemp("elsewhere") / "library"
    copy_finished(ROOT / "example_project", target)
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


def run(project: Path, *words: str, **variables: str) -> str:
    """Run a command in the project's own environment; fail with what it printed."""
    uv = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "POSTGRES_"))}
    for name in ("DATABASE_URL", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"):
        clean.pop(name, None)
    done = subprocess.run(
        [uv, "run", "--locked", "--quiet", *words],
        cwd=project,
        env={**clean, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_passes_on_sqlite(project: Path) -> None:
    assert " passed" in run(project, "pytest", "--cov")


@pytest.mark.postgresql
def test_passes_on_postgresql(project: Path, database_url: str) -> None:
    assert " passed" in run(project, "pytest", "--cov", DATABASE_URL=database_url)


def test_is_ready_for_deployment(project: Path) -> None:
    said = run(
        project,
        *["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        DJANGO_SECRET_KEY="-".join(["only", "for", "this", "check"] * 5),
        DJANGO_ALLOWED_HOSTS="library.example",
    )
    assert "no issues" in said


def test_has_no_migration_missing(project: Path) -> None:
    run(project, "python", "manage.py", "makemigrations", "--check", DJANGO_DEBUG="1")


def test_lock_is_up_to_date(project: Path) -> None:
    run(project, "python", "-c", "")  # --locked fails if pyproject.toml and uv.lock differ
