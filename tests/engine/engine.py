"""Find a Docker engine with Compose and Buildx, or start one of our own."""

import fcntl
import json
import os
import platform
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.engine import images, packages
from tests.engine.shell import STATE, NoEngine, output, say, tail

__all__ = ["NoEngine", "ensure", "exports", "stop", "stop_if_ours"]

SOCKET = STATE / "docker.sock"
PID = STATE / "dockerd.pid"
DOCKERD_LOG = STATE / "dockerd.log"
CONFIG = STATE / "daemon.json"
CLIENT_CONFIG = STATE / "client"
OURS = {
    "DOCKER_HOST": f"unix://{SOCKET}",
    "DOCKER_CONFIG": str(CLIENT_CONFIG),
    "PATH": f"{packages.BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
}
HOW_TO = "install Docker with Compose and Buildx: https://docs.docker.com/engine/install/"

_started = False


def ensure() -> dict[str, str]:
    """Make sure that an engine answers.

    Returns the environment variables that lead `docker`, `docker compose` and `docker buildx` to
    it, none if they find it already. Raises `NoEngine` if there is none and none can be started.
    """
    if "DOCKER_HOST" in os.environ and os.environ["DOCKER_HOST"] != OURS["DOCKER_HOST"]:
        if not answers({}):
            raise NoEngine(f"no Docker engine answers at {os.environ['DOCKER_HOST']}; {HOW_TO}")
        return {}
    if "DOCKER_HOST" not in os.environ and answers({}):
        return {}
    if not is_debian() or os.geteuid() != 0:
        raise NoEngine(f"no Docker engine answers; {HOW_TO}")
    with lock():
        if not answers(OURS):
            start()
        images.ensure(OURS)
    return OURS


def exports() -> str:
    """Return lines for a shell that lead it to a running engine of our own, if there is one."""
    if not answers(OURS):
        return ""
    settings = OURS | {"PATH": str(packages.BIN)}
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
def lock() -> Iterator[None]:
    """Let one process at a time start an engine and build images."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start() -> None:
    """Start an engine of our own and wait until it answers."""
    global _started
    packages.install()
    packages.unpack()
    for pid in processes("dockerd"):
        terminate(pid)
    PID.unlink(missing_ok=True)
    CONFIG.write_text(
        json.dumps(
            {
                "hosts": [OURS["DOCKER_HOST"]],
                "data-root": str(STATE / "data"),
                "exec-root": str(STATE / "exec"),
                "pidfile": str(PID),
                "init-path": str(packages.BIN / "tini-static"),
                "userland-proxy-path": str(packages.SBIN / "docker-proxy"),
            }
        )
    )
    CLIENT_CONFIG.mkdir(exist_ok=True)
    client = {"cliPluginsExtraDirs": [str(packages.PLUGINS)]}
    (CLIENT_CONFIG / "config.json").write_text(json.dumps(client))

    say("starting the engine")
    with DOCKERD_LOG.open("w") as log:
        dockerd = subprocess.Popen(
            [packages.SBIN / "dockerd", "--config-file", CONFIG],
            env=os.environ | {"PATH": f"{OURS['PATH']}:/usr/sbin:/sbin"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _started = True
    for _ in range(240):
        if answers(OURS):
            sweep()
            return
        if dockerd.poll() is not None:
            break
        time.sleep(0.25)
    raise NoEngine(f"the engine does not start, see {DOCKERD_LOG}:\n{tail(DOCKERD_LOG)}")


def sweep() -> None:
    """Remove the containers, volumes and networks that a run left which was killed."""
    if left := output("docker", "container", "ls", "--all", "--quiet", env=OURS).split():
        output("docker", "container", "rm", "--force", "--volumes", *left, env=OURS)
    output("docker", "volume", "prune", "--all", "--force", env=OURS)
    output("docker", "network", "prune", "--force", env=OURS)


def stop() -> bool:
    """Stop an engine of our own with all its containers; return whether one was running."""
    if not processes("dockerd"):
        if not processes("containerd-shim-runc-v2"):
            return False
        # Only an engine can end the containers that a killed one left.
        start()
    for pid in processes("dockerd"):
        terminate(pid)
    return True


def stop_if_ours() -> None:
    """Stop the engine if this process started it."""
    if _started and stop():
        say("stopped the engine")


def processes(program: str) -> list[int]:
    """Return the ids of a program's processes that work in our directory."""
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            command = (directory / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if Path(command[0]).name == program and str(STATE) in " ".join(command):
            found.append(int(directory.name))
    return found


def terminate(pid: int) -> None:
    """Ask an engine to end, and kill it if it has not ended after 60 seconds."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        if pid in processes("dockerd"):
            os.kill(pid, signal_number)
        for _ in range(240):
            if pid not in processes("dockerd"):
                return
            time.sleep(0.25)
