"""Three machines: engines that reach each other, and that lose their power like a machine.

`python -m cookbook.engine.machines up`, `down`; of one machine `cut NAME`, `on NAME` and
`reboot NAME`; of its cable `unplug NAME`, `worsen NAME` and `mend NAME`.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from cookbook.engine import engine, network
from cookbook.engine.engine import DEFAULT, ENGINES, MACHINES, NoEngine
from cookbook.engine.shell import STATE, output, run

TOOLS = STATE / "machines"  # `ssh` for readers, and where it says which machine to reboot
BOOT = 45  # seconds that a machine is away
PROGRAMS = ("dockerd", "containerd", "containerd-shim-runc-v2")


@contextmanager
def running() -> Iterator[Path]:
    """Start the machines with nothing on them; yield a directory with an `ssh` that reaches them.

    Who comes second waits. Raises NoEngine where the engine is not one of our own.
    """
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        do("up")
        try:
            yield from _with_power()
        finally:
            do("down")


def _with_power() -> Iterator[Path]:
    shutil.copy(Path(__file__).with_name("ssh.sh"), TOOLS / "ssh")
    power = TOOLS / "power"
    power.unlink(missing_ok=True)
    os.mkfifo(power)
    os.chown(power, 0, engine.GROUP)
    power.chmod(0o660)
    switch = threading.Thread(target=_heed, args=[power])
    switch.start()
    try:
        yield TOOLS
    finally:
        power.write_text("end\n")
        switch.join()


def _heed(power: Path) -> None:
    """Reboot each machine that is named, until told to end."""
    while (name := power.read_text().strip()) != "end":
        do("reboot", name)


def do(*words: str) -> None:
    """Do something to the machines, in the network that they are joined to. Raises NoEngine."""
    if not (pids := engine.processes("dockerd", DEFAULT.state)):
        raise NoEngine("three machines are started only beside an engine of our own")
    network = ["nsenter", f"--net=/proc/{pids[0]}/ns/net", "--"]
    env = {name: value for name, value in os.environ.items() if name != "DOCKER_HOST"}
    command = [*network, sys.executable, "-m", "cookbook.engine.machines", *words]
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        raise NoEngine(f"machines {' '.join(words)}: {result.stderr}")


def up() -> None:
    """Start the machines, with nothing on them but base images."""
    down()
    for name in MACHINES:
        # Of a Swarm without its majority, which an engine would look for first.
        shutil.rmtree(ENGINES[name].state / "data/swarm", ignore_errors=True)
    engine.ensure_all(MACHINES)
    for name in MACHINES:
        env = ENGINES[name].env
        engine.sweep(env)
        if old := output("docker", "image", "ls", "--quiet", f"{engine.REGISTRY}/*", env=env):
            output("docker", "image", "rm", "--force", *old.split(), env=env)


def down() -> None:
    """Stop the machines, which needs no care: the next start clears them."""
    for name in MACHINES:
        cut(name)
        mend(name)  # a killed run may have left packets to be lost
        network.remove(ENGINES[name].network)


def cut(name: str) -> None:
    """End a machine at once: the engine, its containers, and all that is not on its disk."""
    state = ENGINES[name].state
    for pid in _with_descendants(pid for p in PROGRAMS for pid in engine.processes(p, state)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    while any(engine.processes(program, state) for program in PROGRAMS):
        sleep(0.1)
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((m for m in mounts if m.startswith(f"{state}/")), reverse=True):
        subprocess.run(["umount", "--lazy", mount], check=False)
    shutil.rmtree(state / "exec", ignore_errors=True)


def on(name: str) -> None:
    """Start a machine again, with what is on its disk."""
    with engine.lock(ENGINES[name]):
        engine.start(ENGINES[name], swept=False)
    engine.share(ENGINES[name])


def reboot(name: str) -> None:
    """Cut a machine's power, and start it again a while later."""
    cut(name)
    sleep(BOOT)
    on(name)


def unplug(name: str) -> None:
    """Let no packet come to a machine or from it."""
    run("ip", "link", "set", _cable(name), "down", env=network.PATH)


def worsen(name: str) -> None:
    """Make a machine's cable slow (2 Mbit a second, after a queue of 0.2 s) and lossy (5 %)."""
    slow = ("rate", "2mbit", "burst", "16kb", "latency", "200ms")
    run("tc", "qdisc", "add", "dev", _cable(name), "root", "tbf", *slow, env=network.PATH)
    run("iptables", "--insert", "FORWARD", *_lossy(name), env=network.PATH)


def mend(name: str) -> None:
    """Undo what was done to a machine's cable, whatever it was."""
    output("ip", "link", "set", _cable(name), "up", env=network.PATH)
    output("tc", "qdisc", "delete", "dev", _cable(name), "root", env=network.PATH)
    output("iptables", "--delete", "FORWARD", *_lossy(name), env=network.PATH)


def _cable(name: str) -> str:
    return network.name(ENGINES[name].network)


def _lossy(name: str) -> list[str]:
    some = ["--match", "statistic", "--mode", "random", "--probability", "0.05"]
    return ["--in-interface", _cable(name), *some, "--jump", "DROP"]


def _with_descendants(roots: Iterable[int]) -> list[int]:
    """Return processes and all that they started, parents first."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(status.parent.name))
    found = list(dict.fromkeys(roots))
    for pid in found:  # grows
        found += [child for child in children.get(pid, []) if child not in found]
    return found


if __name__ == "__main__":
    of_one = (cut, on, reboot, unplug, worsen, mend)
    commands = {each.__name__: each for each in (up, down, *of_one)}
    commands[sys.argv[1]](*sys.argv[2:])
