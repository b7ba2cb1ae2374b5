"""Three machines in a Swarm: what an update, a drained and a lost machine cost.

`make measure WHAT=cluster` writes `cookbook/data/cluster.json`. The proofs in
`tests/proofs/test_cluster.py` use the same cluster, which is that of the page `recipes/swarm`.
"""

import os
import secrets
import shutil
import subprocess
import time
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
from tests.measure.accidents import LASTS, SETTINGS, TIMEOUT, TOKEN, Load, Outcome, endure

SNIPPETS = ROOT / "snippets/recipes/swarm"
REPLICA = ROOT / "snippets/recipes/replica"
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
        return self.machines["two"]  # which has the database, and is cut off last of all

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

    def sql(self, machine: str, service: str, query: str) -> str:
        """Run a query as the superuser, in the container of a service; return what it says."""
        docker = self.machines[machine]
        only = ("--filter", f"label=com.docker.swarm.service.name={service}")
        words = ("psql", "--username", "postgres", "--no-align", "--tuples-only")
        return docker("exec", docker("ps", "--quiet", *only), *words, "--command", query)

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
        _replace(directory / "Caddyfile", "reverse_proxy web:8000 {", SNIPPETS / "Caddyfile.site")
        prepare(found)
        yield found


def _replace(path: Path, line: str, snippet: Path) -> None:
    """Put a snippet in the place of a line, as the page says."""
    edit = Edit(path.name, "replace", (line,), "0")
    path.write_text(edit.apply(path.read_text(), snippet.read_text().rstrip()))


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


def leave(found: Cluster) -> None:
    """Take machine three out of the cluster, as if it had never been there."""
    found.available("three", "drain")
    found.manager("node", "demote", "three")
    found.machines["three"]("swarm", "leave")
    gone = ("node", "rm", "three")
    assert wait_for(lambda: found.manager.attempt(*gone).returncode == 0, PATIENCE)


def enter(found: Cluster) -> None:
    """Let machine three join, and take its share of the containers."""
    token = found.manager("swarm", "join-token", "--quiet", "manager")
    found.machines["three"]("swarm", "join", "--token", token, f"{ADDRESSES['two']}:2377")
    found.manager("service", "update", "--quiet", "--force", "--detach=false", "library_web")
    assert wait_for(lambda: "three" in dict(found.tasks()), PATIENCE), found.tasks()


def disturb(_: Cluster, how: str) -> None:
    """Let the cable of machine three be bad for a while, in one way or another."""
    machines.do(how, "three")
    try:
        time.sleep(LASTS)
    finally:
        machines.do("mend", "three")


def replicate(found: Cluster) -> None:
    """Add a replica of the database on machine three, and wait for it with each commit."""
    for name in ("member.sh", "replica.yaml", "replication.sh"):
        shutil.copy(REPLICA / name, found.directory)
    two, directory = found.manager, found.directory
    subprocess.run(["sh", "replication.sh"], cwd=directory, env=two.env, check=True, timeout=60)
    two("node", "update", "--label-add", "replica=yes", "three")
    more = ("database.yaml", "--compose-file", "replica.yaml", "data")
    two("stack", "deploy", *DEPLOY, *more, cwd=directory)
    followed = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
    assert wait_for(lambda: found.sql("two", "data_db", followed) == "1", PATIENCE)
    found.sql("two", "data_db", "ALTER SYSTEM SET synchronous_standby_names = 'replica'")
    found.sql("two", "data_db", "SELECT pg_reload_conf()")
    _replace(directory / "stack.yaml", "POSTGRES_HOST: db", REPLICA / "stack.environment")
    found.deploy("first")


def promote(found: Cluster) -> None:
    """Cut the power of the database's machine, and let the replica take over."""
    machines.do("cut", "two")
    down = ("service", "scale", "--detach", "data_db=0")
    assert wait_for(lambda: found.machines["one"].attempt(*down).returncode == 0, PATIENCE)
    found.sql("three", "data_replica", "SELECT pg_promote()")


@dataclass(frozen=True)
class Event:
    """What happens, to which people ask the proxies of `asked`; `lost` is without power then."""

    happens: Callable[[Cluster], None]
    asked: tuple[str, ...] = ("one", "two")
    lost: str = ""
    before: Callable[[Cluster], None] = lambda _: None
    least: int = 2000  # requests


EVENTS = {
    "update": Event(update, MACHINES),
    "sick version": Event(sick, MACHINES),
    "drain and return": Event(drain),
    "join": Event(enter, before=leave),
    "machine": Event(partial(lose, name="three"), lost="three", least=0),
    "leader": Event(partial(lose, name="one"), ("two", "three"), lost="one", least=0),
    "network slow": Event(partial(disturb, how="worsen"), least=0),
    "network cut": Event(partial(disturb, how="unplug"), least=0),
    "database": Event(promote, ("one", "three"), lost="two", before=replicate, least=0),
}


def happen(found: Cluster, name: str) -> Outcome:
    """Let an event happen under load; afterwards all three machines are there again."""
    event = EVENTS[name]
    event.before(found)
    load = found.load(*event.asked, timeout=30 if event.least else TIMEOUT)
    outcome = endure(load, lambda: event.happens(found), found, event.least, waits=True)
    if event.lost:
        back(found, event.lost)
    return outcome


def measure(_: Docker, folder: Path) -> dict[str, object]:
    """Let everything happen once; return what is recorded."""
    with cluster(folder / "library") as found:
        outcomes = {}
        for name in EVENTS:
            print(name, flush=True)
            outcomes[name] = asdict(happen(found, name))
    return {"events": outcomes}
