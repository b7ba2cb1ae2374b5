"""Find a Docker engine with Compose and Buildx, or start one of our own."""

import fcntl
import json
import os
import platform
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cookbook.engine import images, network, packages
from cookbook.engine.shell import STATE, NoEngine, output, say, tail

__all__ = ["ENGINES", "NoEngine", "ensure", "exports", "ours", "prefix", "stop", "stop_if_ours"]

GROUP = 2375  # of the sockets of our engines, for readers who are not root
REGISTRY = "198.51.100.11:5000"  # of the pages with three machines: on the first, without HTTPS
# Of each engine's build cache: else it takes three quarters of the disk, every engine for itself.
CACHE = {"defaultKeepStorage": "3GB", "defaultMaxUsedSpace": "8GB", "defaultMinFreeSpace": "12GB"}
ROOM = 4e9  # bytes, free on the disk
HOW_TO = "install Docker with Compose and Buildx: https://docs.docker.com/engine/install/"


@dataclass(frozen=True)
class Engine:
    """An engine of our own: its network (0 is the machine's), its packages, its image store."""

    name: str
    network: int
    release: packages.Release = packages.FORKY
    containerd_store: bool = False

    @property
    def state(self) -> Path:
        return STATE / self.name if self.network else STATE

    @property
    def is_machine(self) -> bool:
        return self.network >= network.FIRST_MACHINE

    @property
    def env(self) -> dict[str, str]:
        return {
            "DOCKER_HOST": f"unix://{self.state / 'docker.sock'}",
            "DOCKER_CONFIG": str(self.state / "client"),
            "PATH": f"{self.release.bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        }


MORE = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
MACHINES = ("one", "two", "three")  # see machines.py
ENGINES = {
    engine.name: engine
    for engine in (
        Engine("default", 0),
        Engine("second", 1),
        Engine("containerd", 2, containerd_store=True),  # the image store of Engine 29
        Engine("oldest", 3, packages.TRIXIE),
        *(Engine(name, number) for number, name in enumerate(MORE, 4)),
        *(Engine(name, n) for n, name in enumerate(MACHINES, network.FIRST_MACHINE)),
    )
}
DEFAULT = ENGINES["default"]

_started: list[Engine] = []


def ensure(name: str = "default") -> dict[str, str]:
    """Make sure that an engine answers.

    Returns the environment variables that lead `docker`, `docker compose` and `docker buildx` to
    it, none if they find it already. Raises `NoEngine` if there is none and none can be started.
    Other names than the default are of engines beside it, see `ENGINES`; what an engine publishes
    on localhost is seen by what `prefix` starts.
    """
    engine = ENGINES[name]
    if engine != DEFAULT:
        return ensure_beside(engine)
    if "DOCKER_HOST" in os.environ and os.environ["DOCKER_HOST"] != DEFAULT.env["DOCKER_HOST"]:
        if not answers({}):
            raise NoEngine(f"no Docker engine answers at {os.environ['DOCKER_HOST']}; {HOW_TO}")
        return {}
    if "DOCKER_HOST" not in os.environ and answers({}):
        return {}
    if not is_debian() or os.geteuid() != 0:
        raise NoEngine(f"no Docker engine answers; {HOW_TO}")
    with lock(DEFAULT):
        if not answers(DEFAULT.env):
            start(DEFAULT)
        images.ensure(DEFAULT.env)
    share(DEFAULT)
    return DEFAULT.env


def ensure_beside(engine: Engine) -> dict[str, str]:
    """Make sure that an engine beside the default one answers; return its environment."""
    if os.environ.get("DOCKER_HOST") == engine.env["DOCKER_HOST"] and answers({}):
        return engine.env  # this process was started for it, and in its network
    ensure_all([engine.name])
    return engine.env


def ensure_all(names: Iterable[str]) -> None:
    """Make sure that engines answer, all at the same time. Raises `NoEngine` as `ensure` does."""
    if not ensure():
        raise NoEngine("engines side by side are started only beside one of our own")
    # In one order, so that two processes do not wait for each other's locks.
    engines = [ENGINES[name] for name in sorted(names) if ENGINES[name] != DEFAULT]
    tags = images.OF_MACHINES if all(engine.is_machine for engine in engines) else images.ALL
    with ExitStack() as locks, ThreadPoolExecutor() as side_by_side:
        for engine in engines:
            locks.enter_context(lock(engine))
        list(side_by_side.map(start, [engine for engine in engines if not answers(engine.env)]))
        images.copy(DEFAULT.env, [engine.env for engine in engines], tags)
    for engine in engines:
        share(engine)


def share(engine: Engine) -> None:
    """Let users of the group `GROUP` talk to an engine of ours."""
    os.chown(engine.state / "docker.sock", 0, GROUP)


def ours() -> bool:
    """Tell, without starting one, whether `ensure` uses an engine of our own."""
    if "DOCKER_HOST" in os.environ:
        return os.environ["DOCKER_HOST"] == DEFAULT.env["DOCKER_HOST"]
    return is_debian() and os.geteuid() == 0 and not answers({})


def prefix(name: str) -> list[str]:
    """Return the start of a command line that runs the rest in the network of an engine."""
    return network.prefix(ENGINES[name].network)


def exports(name: str = "default") -> str:
    """Return lines for a shell that lead it to a running engine of our own, if there is one."""
    engine = ENGINES[name]
    if not answers(engine.env):
        return ""
    settings = engine.env | {"PATH": str(engine.release.bin)}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in settings.items()]
    return "\n".join(line + ':"$PATH"' * line.startswith("export PATH=") for line in lines)


def answers(env: dict[str, str]) -> str:
    """Return the version of the engine that `env` leads to; empty if anything is missing."""
    plugins = output("docker", "compose", "version", env=env) and output(
        "docker", "buildx", "version", env=env
    )
    return plugins and output("docker", "version", "--format", "{{.Server.Version}}", env=env)


def is_debian() -> bool:
    """Tell whether this is Debian itself, whose archive keys and packages we need."""
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


@contextmanager
def lock(engine: Engine) -> Iterator[None]:
    """Let one process at a time start an engine and build or load its images."""
    engine.state.mkdir(parents=True, exist_ok=True)
    with (engine.state / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start(engine: Engine, *, swept: bool = True) -> None:
    """Start an engine of our own and wait until it answers, swept of what an earlier run left."""
    release, state = engine.release, engine.state
    packages.install()
    packages.unpack(release)
    for pid in processes("dockerd", state):
        terminate(pid, state)
    network.create(engine.network)
    pid_file, config, log_file = state / "dockerd.pid", state / "daemon.json", state / "dockerd.log"
    pid_file.unlink(missing_ok=True)
    settings = {
        "hosts": [engine.env["DOCKER_HOST"]],
        "data-root": str(state / "data"),
        "exec-root": str(state / "exec"),
        "pidfile": str(pid_file),
        "init-path": str(release.bin / "tini-static"),
        "userland-proxy-path": str(release.sbin / "docker-proxy"),
        "features": {"containerd-snapshotter": engine.containerd_store},
        "builder": {"gc": {"enabled": True} | CACHE},
    }
    if engine.is_machine:
        settings["insecure-registries"] = [REGISTRY]
    config.write_text(json.dumps(settings))
    client_config = state / "client"
    client_config.mkdir(exist_ok=True)
    client = {"cliPluginsExtraDirs": [str(release.plugins)]}
    (client_config / "config.json").write_text(json.dumps(client))

    # The nodes of a Swarm are known by the names of their hosts.
    named = ["unshare", "--uts", "sh", "-c", f'hostname {engine.name} && exec "$@"', "sh"]
    own_name = named if engine.is_machine else []
    say(f"starting the {engine.name} engine" if engine.network else "starting the engine")
    with log_file.open("w") as log:
        dockerd = subprocess.Popen(
            [*prefix(engine.name), *own_name, release.sbin / "dockerd", "--config-file", config],
            env=os.environ | {"PATH": f"{engine.env['PATH']}:/usr/sbin:/sbin"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _started.append(engine)
    for _ in range(720):
        if answers(engine.env):
            if swept:
                sweep(engine.env)
                make_room(engine)
            return
        if dockerd.poll() is not None:
            break
        time.sleep(0.25)
    raise NoEngine(f"the engine does not start, see {log_file}:\n{tail(log_file)}")


def sweep(env: dict[str, str]) -> None:
    """Remove the containers, volumes, networks and Swarm that a run left which was killed."""
    if left := output("docker", "container", "ls", "--all", "--quiet", env=env).split():
        output("docker", "container", "rm", "--force", "--volumes", *left, env=env)
    output("docker", "swarm", "leave", "--force", env=env)
    output("docker", "volume", "prune", "--all", "--force", env=env)
    output("docker", "network", "prune", "--force", env=env)


def make_room(engine: Engine) -> None:
    """Give up an engine's build cache if the disk is nearly full; raise `NoEngine` if still so."""
    if shutil.disk_usage(engine.state).free < ROOM:
        say(f"the disk is nearly full: removing the build cache of the {engine.name} engine")
        output("docker", "builder", "prune", "--all", "--force", env=engine.env, timeout=600)
    if (free := shutil.disk_usage(engine.state).free) < ROOM:
        needs = f"an engine starts with {ROOM / 1e9:.0f} GB or more; make room"
        raise NoEngine(f"only {free / 1e9:.1f} GB are free in {STATE}, and {needs}")


def stop(name: str = "default") -> bool:
    """Stop an engine of our own with all its containers; return whether one was running."""
    engine = ENGINES[name]
    running = processes("dockerd", engine.state)
    if not running and processes("containerd-shim-runc-v2", engine.state):
        # Only an engine can end the containers that a killed one left.
        start(engine)
        running = processes("dockerd", engine.state)
    for pid in running:
        terminate(pid, engine.state)
    network.remove(engine.network)
    return bool(running)


def stop_if_ours() -> None:
    """Stop the engines that this process started."""
    while _started:
        if stop(_started[-1].name):
            say(f"stopped the {_started[-1].name} engine")
        _started.pop()


def processes(program: str, state: Path) -> list[int]:
    """Return the ids of a program's processes that work in an engine's directory."""
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            command = (directory / "cmdline").read_text().split("\0")
        except OSError:
            continue
        # Not the directory alone: those of other engines are below that of the default one.
        files = (f"{state}/daemon.json", f"{state}/exec/")
        if Path(command[0]).name == program and any(file in " ".join(command) for file in files):
            found.append(int(directory.name))
    return found


def terminate(pid: int, state: Path) -> None:
    """Ask an engine to end, and kill it if it has not ended after 60 seconds."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        if pid in processes("dockerd", state):
            os.kill(pid, signal_number)
        for _ in range(240):
            if pid not in processes("dockerd", state):
                return
            time.sleep(0.25)
