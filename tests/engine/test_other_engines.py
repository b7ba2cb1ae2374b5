"""The example's stacks come up on the oldest engine, and on the image store of Engine 29."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from cookbook.engine.engine import ensure, prefix
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT

pytestmark = [pytest.mark.engine, pytest.mark.own_engine]

NAMES = ("oldest", "containerd")
PROJECT = "cookbook-other-engine"
# What README.md of the example asks for; the secrets are those that compose.prod.yaml names.
SETTINGS = {
    "APP_UID": "1000",
    "APP_GID": "1000",
    "TAG": PROJECT,
    "DJANGO_ALLOWED_HOSTS": "localhost",
    "DJANGO_HTTPS": "0",
    "DJANGO_NUM_PROXIES": "0",
}
# Any free port, for pages may be followed on the same engine.
FREE_PORT = 'services: {web: {ports: !override ["127.0.0.1::8000"]}}\n'
GET = """
import sys
from urllib.request import ProxyHandler, build_opener
print(build_opener(ProxyHandler({})).open(sys.argv[1], timeout=20).read().decode())
"""


@dataclass(frozen=True)
class Other:
    """One of the engines, and a copy of the example to run on it."""

    name: str
    env: dict[str, str]
    directory: Path

    def __call__(self, *command: str) -> str:
        """Run a command in the engine's network; return what it prints."""
        result = subprocess.run(
            [*prefix(self.name), *command],
            env=os.environ | self.env | SETTINGS,
            cwd=self.directory,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}{result.stderr}"
        return result.stdout.strip()

    @contextmanager
    def stack(self, file: str) -> Iterator[list[str]]:
        """Start a Compose file's services and wait for them; yield the start of its commands."""
        (self.directory / "free-port.yaml").write_text(FREE_PORT)
        compose = ["docker", "compose", "-p", PROJECT, "-f", file, "-f", "free-port.yaml"]
        try:
            self(*compose, "up", "--build", "--wait")
            yield compose
        finally:
            self(*compose, "down", "--volumes", "--rmi", "local", "--timeout", "2")

    def get(self, compose: list[str], path: str) -> str:
        """Return what the web service answers on its published port, seen from the engine."""
        port = self(*compose, "port", "web", "8000").rpartition(":")[2]
        return self(sys.executable, "-c", GET, f"http://localhost:{port}{path}")


@pytest.fixture(scope="module", params=NAMES)
def other(
    request: pytest.FixtureRequest, engine: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Other]:
    """Yield one of the engines beside the default one, which `engine` starts and stops."""
    directory = tmp_path_factory.mktemp("other") / "library"
    copy_finished(ROOT / "example_project", directory)
    for path in (directory, *directory.rglob("*")):
        shutil.chown(path, int(SETTINGS["APP_UID"]), int(SETTINGS["APP_GID"]))
    production = yaml.safe_load((directory / "compose.prod.yaml").read_text())
    for secret in production["secrets"].values():
        path = directory / secret["file"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(secrets.token_hex(24))
    other = Other(request.param, ensure(request.param), directory)
    yield other
    other("docker", "image", "rm", "--force", f"library:{PROJECT}")  # has a name, so is not local


def test_is_the_engine_that_its_name_says(other: Other) -> None:
    server = other("docker", "version", "--format", "{{.Server.Version}}")
    compose = other("docker", "compose", "version", "--short")
    storage = other("docker", "info", "--format", "{{.DriverStatus}}")

    assert server.startswith("26.1." if other.name == "oldest" else "28.")
    assert compose.startswith("2.26." if other.name == "oldest" else "2.40.")
    assert ("io.containerd.snapshotter" in storage) == (other.name == "containerd")


def test_development_stack_is_healthy_and_answers(other: Other) -> None:
    with other.stack("compose.yaml") as compose:
        other(*compose, "exec", "-T", "web", "python", "manage.py", "migrate")

        assert "</html>" in other.get(compose, "/")


def test_production_stack_is_healthy_and_answers(other: Other) -> None:
    with other.stack("compose.prod.yaml") as compose:
        assert "</html>" in other.get(compose, "/")
