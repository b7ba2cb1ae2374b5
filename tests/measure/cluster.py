"""Three machines in a Swarm: what an update, a drained and a lost machine cost.

`make measure WHAT=cluster` writes `cookbook/data/cluster.json`. The proofs in
`tests/proofs/test_cluster.py` use the same cluster, which is that of the page `recipes/swarm`.
"""

import os
import secrets
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from cookbook.engine import machines
from cookbook.engine.engine import ENGINES, MACHINES, REGISTRY
from cookbook.page.edits import Edit
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.docker import SECRETS, Docker, Failed, wait_for
from tests.measure.accidents import SETTINGS, TIMEOUT, TOKEN, Load, Outcome, endure

SNIPPETS = ROOT / "snippets/recipes/swarm"
ADDRESSES = {name: f"198.51.100.{number}" for number, name in enumerate(MACHINES, 11)}
DEPLOY = ("--quiet", "--detach=false", "--resolve-image", "never", "--compose-file")
VERSIONS = ("first", "second", "sick")
PATIENCE = 120  # seconds for all tasks to be where they belong
# What a proof needs that a visitor does not: to ask each machine by its address, without a limit.
HOSTS = "DJANGO_ALLOWED_HOSTS: "
CHANGES = {
    "http://library.example": "http://",
    "DJANGO_ALLOWED_HOSTS: library.example": "DJANGO_ALLOWED_HOSTS: "
    + ",".join(ADDRESSES.values()),
    "DJANGO_HTTPS: 0": "DJANGO_HTTPS: 0\n      DJANGO_SETTINGS_MODULE: settings_of_load",
}
# Django refuses to start with a key of its own in the image.
SICK = "FROM {image}\nENV DJANGO_SECRET_KEY=of-a-proof\n"


@dataclass(frozen=True)
class Cluster:
    """The library on three machines. `machines` are their engines, by name."""

    machines: dict[str, Docker]
    directory: Path

    @property
    def manager(self) -> Docker:
        return self.machines["two"]  # which has the database, and is never cut off

    def deploy(self, version: str) -> None:
        """Deploy the stack with this version of the image, and wait until Swarm is done."""
        given = Docker({**self.manager.env, "IMAGE": image(version)})
        words = ("--quiet", "--detach=false", "--resolve-image", "never")
        given(
            "stack", "deploy", *words, "--compose-file", "stack.yaml", "library", cwd=self.directory
        )

    def tasks(self, service: str = "library_web") -> list[tuple[str, str]]:
        """Return the running containers of a service: machine and image.

        None while the managers have no leader, and so no answer.
        """
        only = ("--filter", "desired-state=running")
        found = self.manager.attempt(
            *("service", "ps", *only, "--format", "{{.Node}} {{.Image}} {{.CurrentState}}", service)
        )
        rows = [line.split() for line in found.stdout.splitlines()]
        return sorted((row[0], row[1].rpartition(":")[2]) for row in rows if row[2] == "Running")

    def has_tasks_on(self, *names: str) -> bool:
        """Tell whether all three containers of `web` run on these machines."""
        found = [machine for machine, _ in self.tasks()]
        return len(found) == 3 and set(found) == set(names)

    def available(self, name: str, how: str) -> None:
        """Let a machine take part, or drain it; wait until the containers are elsewhere."""
        self.manager("node", "update", "--availability", how, name)
        if how == "drain":
            away = [other for other in MACHINES if other != name]
            assert wait_for(lambda: self.has_tasks_on(*away), PATIENCE), self.tasks()

    def python(self, script: str) -> str:
        """Run a script in Django, in any container of `web` that runs."""
        only = ("--filter", "label=com.docker.swarm.service.name=library_web")
        for docker in self.machines.values():
            found = docker.attempt("ps", "--quiet", *only, "--filter", "health=healthy")
            if names := found.stdout.split():
                settings = ("--env", "DJANGO_SETTINGS_MODULE=config.settings")
                start = "import django\ndjango.setup()\n"
                words = ("exec", "--interactive", *settings, names[0], "python", "-")
                return docker(*words, stdin=start + script)
        raise Failed("no container of web runs")

    def load(self, *names: str, timeout: float = 30) -> Load:
        """Return people who ask the proxies of these machines."""

        def connect(number: int) -> HTTPConnection:
            address = ADDRESSES[names[number % len(names)]]
            return HTTPConnection(address, timeout=timeout)

        return Load(connect, self.python(TOKEN).split()[-1])


def image(version: str) -> str:
    return f"{REGISTRY}/library:{version}"


@contextmanager
def cluster(directory: Path) -> Iterator[Cluster]:
    """Yield the library on three machines, as the page makes it; stop them afterwards."""
    with machines.running():
        found = Cluster({name: Docker(environment(name)) for name in MACHINES}, directory)
        join(found)
        copy_finished(ROOT / "example_project", directory)
        (directory / "settings_of_load.py").write_text(SETTINGS)
        for name in ("database.yaml", "stack.yaml", "migrate.sh"):
            text = (SNIPPETS / name).read_text()
            for old, new in CHANGES.items() if name == "stack.yaml" else ():
                assert old in text
                text = text.replace(old, new)
            (directory / name).write_text(text)
        edit = Edit("Caddyfile", "replace", ("reverse_proxy web:8000 {",), "0")
        caddyfile = directory / "Caddyfile"
        caddyfile.write_text(
            edit.apply(caddyfile.read_text(), (SNIPPETS / "Caddyfile.site").read_text().rstrip())
        )
        prepare(found)
        yield found


def environment(name: str) -> dict[str, str]:
    return {**os.environ, **ENGINES[name].env}


def join(found: Cluster) -> None:
    """Make one Swarm of the machines."""
    one = found.machines["one"]
    one("swarm", "init", "--advertise-addr", ADDRESSES["one"])
    token = one("swarm", "join-token", "--quiet", "manager")
    for name in ("two", "three"):
        found.machines[name]("swarm", "join", "--token", token, f"{ADDRESSES['one']}:2377")


def prepare(found: Cluster) -> None:
    """Push three versions of the image, and start the library with the first."""
    one, directory = found.machines["one"], found.directory
    volume = ("--volume", "registry:/var/lib/registry")
    one("run", "--detach", "--restart", "always", "--publish", "5000:5000", *volume, "registry:3")
    one("build", "--quiet", "--tag", image("first"), directory)
    second = f"FROM {image('first')}\nENV VERSION=second\n"
    for version, text in (("second", second), ("sick", SICK.format(image=image("first")))):
        one("build", "--quiet", "--tag", image(version), "-", stdin=text)
    for version in VERSIONS:
        one("push", "--quiet", image(version))
    for secret in SECRETS:
        one("secret", "create", secret, "-", stdin=secrets.token_hex(24))
    one("node", "update", "--label-add", "database=yes", "two")
    one("stack", "deploy", *DEPLOY, directory / "database.yaml", "data")
    subprocess.run(
        ["sh", "migrate.sh"],
        cwd=directory,
        env={**found.manager.env, "IMAGE": image("first")},
        check=True,
        timeout=300,
    )
    found.deploy("first")


def update(found: Cluster) -> None:
    """Deploy the other good version."""
    found.deploy("second")


def sick(found: Cluster) -> None:
    """Deploy a version that does not start, and wait until Swarm has gone back."""
    good = found.tasks()
    found.manager("service", "update", "--detach", "--image", image("sick"), "library_web")
    state = ("service", "inspect", "--format", "{{.UpdateStatus.State}}", "library_web")
    assert wait_for(lambda: found.manager(*state) == "rollback_completed", PATIENCE)
    assert [version for _, version in found.tasks()] == [version for _, version in good]


def drain(found: Cluster) -> None:
    """Take machine three out, and let it come back with its share of the containers."""
    found.available("three", "drain")
    found.available("three", "active")
    found.manager("service", "update", "--quiet", "--force", "--detach=false", "library_web")
    assert wait_for(lambda: "three" in dict(found.tasks()), PATIENCE), found.tasks()


def lose(found: Cluster, name: str) -> None:
    """Cut a machine's power; wait until its containers run elsewhere."""
    machines.do("cut", name)
    others = [other for other in MACHINES if other != name]
    assert wait_for(lambda: found.has_tasks_on(*others), PATIENCE), found.tasks()


def back(found: Cluster, name: str) -> None:
    """Switch a machine on again, and give it its share of the containers."""
    machines.do("on", name)
    state = (
        "node",
        "inspect",
        "--format",
        "{{.Status.State}} {{.ManagerStatus.Reachability}}",
        name,
    )
    assert wait_for(lambda: found.manager(*state) == "ready reachable", PATIENCE)
    found.manager("service", "update", "--quiet", "--force", "--detach=false", "library_web")


# What happens, and the machines whose proxies people ask meanwhile.
EVENTS: dict[str, tuple[Callable[[Cluster], None], tuple[str, ...]]] = {
    "update": (update, MACHINES),
    "sick version": (sick, MACHINES),
    "drain and return": (drain, ("one", "two")),
    "machine": (partial(lose, name="three"), ("one", "two")),
    "leader": (partial(lose, name="one"), ("two", "three")),
}
LOST = {"machine": "three", "leader": "one"}


def happen(found: Cluster, name: str, least: int = 2000) -> Outcome:
    """Let an event happen under load; afterwards all three machines are there again."""
    event, asked = EVENTS[name]
    load = found.load(*asked, timeout=TIMEOUT if name in LOST else 30)
    outcome = endure(load, lambda: event(found), found, 0 if name in LOST else least, waits=True)
    if name in LOST:
        back(found, LOST[name])
    return outcome


def measure(_: Docker, folder: Path) -> dict[str, object]:
    """Let everything happen once; return what is recorded."""
    with cluster(folder / "library") as found:
        outcomes = {}
        for name in EVENTS:
            print(name, flush=True)
            outcomes[name] = asdict(happen(found, name))
    return {"events": outcomes}
