"""What every proof starts from: an engine of which it has a part for itself, and a project."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.docker import Docker, sweep

# Who works in a copy of the project: who runs the tests, but never root.
UID = os.getuid() or 1000
GID = os.getgid() or 1000


@pytest.fixture(scope="session")
def docker(engine: dict[str, str]) -> Iterator[Docker]:
    """Yield the `docker` command; remove what the proofs made with it, and what is left over."""
    docker = Docker(engine | {"APP_UID": str(UID), "APP_GID": str(GID)})
    number = docker("info", "--format", "{{.ID}}")  # of the engine, on which proofs run one by one
    with (Path(tempfile.gettempdir()) / f"cookbook-proofs-{number}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sweep(docker)
        yield docker
        sweep(docker)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return a function that makes another copy of the example project, owned by UID."""

    def copy() -> Path:
        directory = tmp_path_factory.mktemp("proof") / "library"
        copy_finished(ROOT / "example_project", directory)
        if os.getuid() == 0:
            for path in (directory, *directory.rglob("*")):
                os.chown(path, UID, GID)
        return directory

    return copy
