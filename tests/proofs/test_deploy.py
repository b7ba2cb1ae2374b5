"""An update by snippets/recipes/update-without-downtime/update.sh, with visitors all the while."""

import json
import secrets
import shutil
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

import pytest

from cookbook.repo import ROOT
from tests.docker import PREFIX, SECRETS, Docker, image

pytestmark = pytest.mark.engine

SNIPPETS = ROOT / "snippets/recipes/update-without-downtime"
ANY_PORT = """
services:
  proxy:
    ports: !override ["127.0.0.1::443"]
"""
FILES = "compose.prod.yaml:compose.proxy.yaml:compose.colours.yaml:compose.port.yaml"
OLD, NEW = "<h1>Books</h1>", "<h1>All books</h1>"
TEMPLATE = "books/templates/books/book_list.html"
# What is wrong with a version, as a Dockerfile on top of a good one.
SICK = {
    "never-healthy": 'HEALTHCHECK --interval=1s --start-period=1s --retries=2 CMD ["false"]',
    "page-is-an-error": f"USER 0\nRUN echo '{{% endblok %}}' >> {TEMPLATE}\nUSER 10001",
    "does-not-migrate": "ENV DJANGO_SECRET_KEY=of-a-proof",
}


@dataclass(frozen=True)
class Site:
    """The stack with the proxy in front, in the directory of a server."""

    docker: Docker
    directory: Path

    def compose(self, *words: str) -> str:
        return self.docker("compose", "--progress", "quiet", *words, cwd=self.directory)

    def update(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the script for an image, as a page does."""
        return subprocess.run(
            ["sh", "update.sh", image(name)],
            cwd=self.directory,
            env=self.docker.env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def running(self) -> dict[str, str]:
        """Return the image of each service that runs, but for the database and the proxy."""
        lines = self.compose("ps", "--all", "--format", "{{.Service}} {{.Image}}").splitlines()
        found = dict(line.split() for line in lines)
        return {name: found[name] for name in ("blue", "green") if name in found}


@dataclass
class Load:
    """Visitors who ask one after the other, and what they were answered."""

    port: int
    answers: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def visit(self, keep: bool, least: int) -> None:
        """Ask until it is done, and at least so often; keep the connection or open a new one."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        server = HTTPSConnection("localhost", self.port, timeout=30, context=context)
        count = 0
        while count < least or not self.done.is_set():
            count += 1
            try:
                server.request("GET", "/")
                response = server.getresponse()
                text = response.read().decode()
                title = next((each for each in (OLD, NEW) if each in text), "")
                self.answers[title] += 1
                if response.status != 200 or not title:
                    self.failed.append(f"{response.status} {text[:200]}")
            except (OSError, HTTPException) as error:
                self.failed.append(repr(error))
                server.close()
            if not keep:
                server.close()
            time.sleep(0.05)
        server.close()


@contextmanager
def load(port: int, least: int, visitors: int = 8) -> Iterator[Load]:
    """Ask all the while, and at least so often; half of the visitors keep their connection."""
    found = Load(port)
    each = -(-least // visitors)
    threads = [
        threading.Thread(target=found.visit, args=(bool(number % 2), each))
        for number in range(visitors)
    ]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        found.done.set()
        for thread in threads:
            thread.join()


@pytest.fixture(scope="module")
def site(docker: Docker, project: Callable[[], Path]) -> Iterator[Site]:
    directory = project()
    docker.build("first", "--target", "production", context=directory)
    edit = f"USER 0\nRUN sed -i 's|{OLD}|{NEW}|' {TEMPLATE}\nUSER 10001"
    docker.build("second", dockerfile=f"FROM {image('first')}\n{edit}\n")
    for name, lines in SICK.items():
        docker.build(name, dockerfile=f"FROM {image('second')}\n{lines}\n")

    for name in ("compose.colours.yaml", "update.sh"):
        shutil.copy(SNIPPETS / name, directory)
    caddyfile = directory / "Caddyfile"
    before, after = "reverse_proxy web:8000 {", (SNIPPETS / "Caddyfile.site").read_text().strip()
    assert before in caddyfile.read_text()
    caddyfile.write_text(caddyfile.read_text().replace(before, after))
    (directory / "compose.port.yaml").write_text(ANY_PORT)
    (directory / "secrets").mkdir(mode=0o700)
    for name in SECRETS:
        (directory / f"secrets/{name}.txt").write_text(secrets.token_hex(24))
    (directory / "live").mkdir()
    (directory / "live/colour").write_text("blue")
    values = {
        "COMPOSE_PROJECT_NAME": f"{PREFIX}-deploy",
        "COMPOSE_FILE": FILES,
        "COMPOSE_PROFILES": "blue",
        "IMAGE": image("first"),
        "TAG": "of-a-proof",
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "DJANGO_NUM_PROXIES": "1",
    }
    (directory / ".env").write_text("".join(f"{key}={value}\n" for key, value in values.items()))
    site = Site(docker, directory)
    try:
        site.compose("up", "--wait")
        yield site
    finally:
        site.compose("down", "--volumes", "--timeout", "2")


def port(site: Site) -> int:
    return int(site.compose("port", "proxy", "443").rpartition(":")[2])


@pytest.mark.parametrize("name", SICK)
def test_a_sick_version_never_gets_a_request(site: Site, name: str) -> None:
    with load(port(site), least=1000) as seen:
        result = site.update(name)

    assert result.returncode == 1
    assert "green is sick, blue goes on" in result.stderr
    assert seen.failed == []
    assert seen.answers[OLD] >= 1000
    assert not seen.answers[NEW]
    assert site.running() == {"blue": image("first")}
    assert (site.directory / "sick.log").read_text()


def test_no_request_fails_during_an_update(site: Site) -> None:
    """Last in this file: there and back."""
    with load(port(site), least=2000) as seen:
        there = site.update("second")
        running = site.running()
        back = site.update("first")

    assert there.returncode == back.returncode == 0, there.stderr + back.stderr
    assert seen.failed == []
    assert sum(seen.answers.values()) >= 2000
    assert seen.answers[OLD]
    assert seen.answers[NEW]
    assert running == {"green": image("second")}
    assert site.running() == {"blue": image("first")}
    config = json.loads(site.compose("config", "--format", "json"))
    assert {"blue"} == {"blue", "green"} & config["services"].keys()
