"""Secrets and data in the project's directory reach neither an image nor the repository."""

import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.docker import Docker
from tests.proofs.layers import layers

PLANTED = [
    f"{folder}{name}"
    for folder in ("", "config/", "books/data/", "x/y/")
    for name in (
        ".env",
        ".env.local",
        ".env.production",
        "backups/2026-11-24.tar",
        "backups/daily/library",
        "db.sqlite3",
        "db.sqlite3-journal",
        "library.dump",
        "library.sql",
        "library.sql.gz",
        "secrets/django_secret_key.txt",
        "secrets/old/key",
        "server.key",
        "server.pem",
    )
]
CONTENT = f"of {uuid.uuid4()}, for nobody else to see"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with all that must stay out of images and repositories."""
    target = tmp_path_factory.mktemp("ignored") / "bookshop"
    copy_finished(ROOT / "example_project", target)
    for name in PLANTED:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONTENT)
    return target


@pytest.fixture
def image(request: pytest.FixtureRequest, engine: dict[str, str], project: Path) -> Iterator[str]:
    """Yield the name of an image of the stage that a test asks for."""
    docker, name = Docker(engine), f"library-ignored:{request.param}"
    docker("build", "--target", request.param, "--tag", name, project, timeout=600)
    yield name
    docker("image", "rm", name)


@pytest.mark.engine
@pytest.mark.parametrize("image", ["development", "production"], indirect=True)
def test_no_layer_of_an_image_holds_one(engine: dict[str, str], image: str) -> None:
    content = [item for layer in layers(Docker(engine), image) for item in layer.items()]

    assert "app/manage.py" in dict(content)
    assert [name for name, data in content if CONTENT.encode() in data] == []
    assert [name for name, _ in content if name.removeprefix("app/") in PLANTED] == []


def test_git_ignores_them_and_nothing_else(project: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    ignored = subprocess.run(
        ["git", "ls-files", "--others", "--ignored", "--exclude-standard"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(ignored.stdout.splitlines()) == sorted(PLANTED)
