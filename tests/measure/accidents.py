"""What a part's death costs: one accident at a time, while people read and write.

`make measure WHAT=accidents` writes `cookbook/data/accidents.json`. The proofs in
`tests/proofs/test_accidents.py` use the same accidents.
"""

import json
import secrets
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from socket import create_server
from typing import Protocol

from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.docker import PYTHON, Docker, Stack, container, production_stack, wait_for

READERS = WRITERS = 4
PAUSE = 0.05  # seconds between an answer and the next request of the same person
LASTS = 10  # seconds, of what begins and ends
TIMEOUT = 5  # seconds that a person waits for an answer; fewer than a failure lasts
IN_A_ROW = 15  # good answers to each person, before all is called well
PATIENCE = 120  # seconds in which all has to go well again
OVERRIDE = """
services:
  web:
    environment: {{DJANGO_SETTINGS_MODULE: settings_of_load}}
    volumes: ["{settings}:/app/settings_of_load.py:ro"]
  proxy:
    ports: !override ["127.0.0.1:{port}:443"]
"""
SETTINGS = """
from config.settings import *
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
"""
# A disk of its own, small enough to be filled.
SMALL_DISK = """
volumes:
  db-data:
    driver_opts: {type: tmpfs, device: tmpfs, o: size=200m}
"""
TOKEN = """
from django.contrib.auth.models import Group
from knox.models import AuthToken
from accounts.models import User
user = User.objects.create_superuser("writer")
print(AuthToken.objects.create(user)[1])
"""
NAMES = """
from books.models import Author
print(*Author.objects.values_list("name", flat=True), sep="\\n")
"""


@dataclass
class Load:
    """People who read pages and people who add authors, and what they were answered."""

    connect: Callable[[int], HTTPConnection]
    token: str
    answered: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[float, str]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    in_a_row: dict[int, int] = field(default_factory=dict)
    done: threading.Event = field(default_factory=threading.Event)

    def person(self, number: int) -> None:
        """Read, or write, again and again; count what goes well in a row."""
        server = self.connect(number)
        while not self.done.is_set():
            try:
                wrong = self.write(server) if number < WRITERS else self.read(server)
            except (OSError, HTTPException) as error:
                wrong = type(error).__name__
                server.close()
            self.answered[wrong or "well"] += 1
            if wrong:
                self.failures.append((time.monotonic(), wrong))
            self.in_a_row[number] = 0 if wrong else self.in_a_row.get(number, 0) + 1
            time.sleep(PAUSE)
        server.close()

    def read(self, server: HTTPConnection) -> str:
        """Ask for the list of books; return what went wrong, if anything."""
        server.request("GET", "/")
        response = server.getresponse()
        text = response.read()
        return "" if response.status == 200 and b"Books" in text else str(response.status)

    def write(self, server: HTTPConnection) -> str:
        """Add an author, and remember the name if the server says that it has it."""
        name = f"Author {secrets.token_hex(12)}"
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        server.request("POST", "/api/v1/authors/", json.dumps({"name": name}), headers)
        response = server.getresponse()
        response.read()
        if response.status != 201:
            return str(response.status)
        self.acknowledged.append(name)
        return ""

    def goes_well(self) -> bool:
        """Tell whether the last answers to each person were good ones."""
        people = READERS + WRITERS
        return len(self.in_a_row) == people and min(self.in_a_row.values()) >= IN_A_ROW

    def forget(self) -> None:
        """Count anew how often it goes well in a row."""
        for number in self.in_a_row:
            self.in_a_row[number] = 0


@dataclass(frozen=True)
class Outcome:
    """What an accident did: requests, those that failed by kind, seconds until all was well."""

    requests: int
    failed: dict[str, int]
    seconds: float
    acknowledged: int
    lost: int


Accident = Callable[[Stack], None]


def kill(docker: Docker, pid: int) -> None:
    """Send SIGKILL to a process of the engine's machine; `docker kill` would forbid a restart."""
    words = ("--rm", "--pid", "host", "--network", "none", PYTHON, "sh", "-c", f"kill -9 {pid}")
    docker("run", *words)


def killed(stack: Stack, service: str) -> None:
    """Kill process 1 of a container from outside, as the kernel does when memory is short."""
    kill(stack.docker, stack.inspect(service)["State"]["Pid"])


def worker_killed(stack: Stack) -> None:
    """Kill one of gunicorn's worker processes."""
    first = str(stack.inspect("web")["State"]["Pid"])
    lines = stack.docker("top", stack.id("web"), "-o", "pid,ppid").splitlines()[1:]
    kill(stack.docker, next(int(pid) for pid, parent in map(str.split, lines) if parent == first))


def paused(stack: Stack) -> None:
    """Let the database hear and not answer, for a while."""
    database = stack.id("db")
    stack.docker.pause(database)
    try:
        time.sleep(LASTS)
    finally:
        stack.docker("unpause", database)


def cut_off(stack: Stack) -> None:
    """Take the database off its network, for a while."""
    database, network = stack.id("db"), f"{stack.project}_data"
    stack.docker("network", "disconnect", "--force", network, database)
    try:
        time.sleep(LASTS)
    finally:
        stack.docker("network", "connect", "--alias", "db", network, database)


def full(stack: Stack) -> None:
    """Fill the database's disk, for a while."""
    disk = f"{stack.project}_db-data:/data"
    with container(stack.docker, "filler", "--volume", disk, PYTHON, "sleep", "infinity") as name:
        stack.docker.attempt("exec", name, "dd", "if=/dev/zero", "of=/data/filler", "bs=4k")
        time.sleep(LASTS)
        stack.docker("exec", name, "rm", "/data/filler")


ACCIDENTS: dict[str, Accident] = {
    "web": partial(killed, service="web"),
    "worker process": worker_killed,
    "proxy": partial(killed, service="proxy"),
    "database": partial(killed, service="db"),
    "database silent": paused,
    "network cut": cut_off,
    "disk full": full,
}


@contextmanager
def site(docker: Docker, directory: Path, *, small_disk: bool = False) -> Iterator[Stack]:
    """Yield the stack of production with its proxy, on a disk that can be filled or not."""
    settings = directory / "settings_of_load.py"
    settings.write_text(SETTINGS)
    settings.chmod(0o644)
    # Not any port: a container that starts again would get another.
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    override = OVERRIDE.format(settings=settings, port=port) + SMALL_DISK * small_disk
    name = "accidents-full" if small_disk else "accidents"
    with production_stack(
        docker,
        name,
        directory,
        override,
        files=("compose.proxy.yaml",),
        DJANGO_ALLOWED_HOSTS="localhost",
    ) as running:
        running("up", "--build", "--wait")
        yield running


def strike(stack: Stack, accident: Accident) -> Outcome:
    """Let an accident happen under load, wait until all goes well again, and count.

    Raises AssertionError if it does not go well before, or not again.
    """
    port = int(stack("port", "proxy", "443").rpartition(":")[2])
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE

    def connect(_: int) -> HTTPConnection:
        return HTTPSConnection("localhost", port, timeout=TIMEOUT, context=context)

    return endure(Load(connect, stack.python(TOKEN).split()[-1]), lambda: accident(stack), stack)


class Site(Protocol):
    """Where a script can be run in Django."""

    def python(self, script: str) -> str: ...


def endure(
    load: Load, event: Callable[[], object], stack: Site, least: int = 0, *, waits: bool = False
) -> Outcome:
    """Let something happen under a load of at least so many requests; count when all goes well.

    The seconds until then are from its end if it lasts, unless it `waits` for the site to heal.
    """
    people = [threading.Thread(target=load.person, args=(n,)) for n in range(READERS + WRITERS)]
    for person in people:
        person.start()
    try:
        assert wait_for(load.goes_well, PATIENCE), load.answered
        begin = time.monotonic()
        event()
        over = time.monotonic()
        load.forget()
        assert wait_for(load.goes_well, PATIENCE), load.answered
        assert wait_for(lambda: load.answered.total() >= least, PATIENCE), load.answered
        time.sleep(3)  # what seems well may not last
    finally:
        load.done.set()
        for person in people:
            person.join()
        stack.python("from accounts.models import User\nUser.objects.all().delete()\n")
    kept = stack.python(
        "from books.models import Author\nprint(*Author.objects.values_list('name'))"
    )
    last = max((at for at, _ in load.failures), default=0)
    lost = [name for name in load.acknowledged if name not in kept]
    return Outcome(
        requests=load.answered.total(),
        failed={kind: n for kind, n in load.answered.items() if kind != "well"},
        seconds=round(max(0, last - (over if over - begin > LASTS and not waits else begin)), 1),
        acknowledged=len(load.acknowledged),
        lost=len(lost),
    )


def measure(docker: Docker, folder: Path) -> dict[str, object]:
    """Let every accident happen once; return what is recorded."""
    outcomes: dict[str, Outcome] = {}
    for small_disk in (False, True):
        directory = folder / ("small" if small_disk else "library")
        copy_finished(ROOT / "example_project", directory)
        with site(docker, directory, small_disk=small_disk) as stack:
            for name, accident in ACCIDENTS.items():
                if small_disk == (accident is full):
                    print(name, flush=True)
                    outcomes[name] = strike(stack, accident)
    return {"lasts": LASTS, "accidents": {name: asdict(each) for name, each in outcomes.items()}}
