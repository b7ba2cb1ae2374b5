"""Gives a reader a home and what a page starts from, and sees that nothing is left of either."""

import fcntl
import json
import os
import re
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Browser

from cookbook.engine import machines
from cookbook.page.pages import Page, Section
from cookbook.reader.follow import Reader, Wrong
from cookbook.reader.shell import Shell
from cookbook.reader.uv import environment
from cookbook.reader.workspace import copy_finished, unpack
from cookbook.repo import ROOT
from cookbook.site.chapters import STATES, publish

KINDS = ("container", "volume", "network")
PROJECTS = ("library", "trial")  # what the names of the pages' Compose projects begin with
# What may go meanwhile.
TRANSIENT = ("port", "process", "shell directory", "image trial", "temporary")
TESTS = "cookbook-"  # what the names of things begin with that tests make beside a reader
USERS = (1000, 1001)
EPHEMERAL = 32768  # net.ipv4.ip_local_port_range: from here on, any program of the machine has some


def user(name: str) -> int:
    """Return who follows a page: READER_UID, or one of two normal users, by the page's name."""
    return int(os.environ.get("READER_UID") or USERS[zlib.crc32(name.encode()) % len(USERS)])


@contextmanager
def sandbox(
    env: dict[str, str], browser: Browser, name: str = "", screenshots: Path | None = None
) -> Iterator[Reader]:
    """Yield a reader in a home of their own; remove what the pages started.

    `name` decides who the reader is, see `user`. The pages use port 8000 and the project names
    `library` and `trial`, so there is one reader at a time in each network (see cookbook/engine:
    every engine of our own has one).
    """
    with (
        _alone(),
        tempfile.TemporaryDirectory(prefix="reader-", ignore_cleanup_errors=True) as home,
        browser.new_context(viewport={"width": 1280, "height": 800}) as context,
    ):
        shell = Shell(Path(home), environment(env), user(name))
        before = {kind: _names(kind, shell) for kind in KINDS}
        reader = Reader(
            Path(home), shell, context, recording=screenshots is not None, screenshots=screenshots
        )
        try:
            yield reader
        finally:
            shell.close()
            _clear(before, reader)


@contextmanager
def _alone() -> Iterator[None]:
    network = Path("/proc/self/ns/net")
    number = network.stat().st_ino if network.exists() else 0
    with (Path(tempfile.gettempdir()) / f"cookbook-{number}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def started(reader: Reader, page: Page) -> Iterator[None]:
    """Bring the reader to where a page starts, and back home afterwards.

    Where the start box links to sections, the reader follows them: the last one afterwards, the
    others before. Where it links to none, the state is put into the directory `library`, unless
    the page starts anywhere. Raises Wrong if the way in or out does not hold, or if the page leaves
    behind what it does not say.
    """
    if page.needs_machines:
        with machines.running() as tools:
            # A context leads to them, which DOCKER_HOST would override.
            reader.shell.run(f"PATH={tools}:$PATH; unset DOCKER_HOST")
            try:
                yield from _from_start(reader, page)
            finally:
                host = reader.shell.env.get("DOCKER_HOST")
                back = f"; export DOCKER_HOST={host}" if host else ""
                reader.shell.run(f"PATH=${{PATH#{tools}:}}{back}")
    else:
        yield from _from_start(reader, page)


def _from_start(reader: Reader, page: Page) -> Iterator[None]:
    home, ways = reader.workspace, page.ways
    if not ways and page.start not in ("anywhere", "three machines"):
        prepare(page, reader)
        yield
        return
    before = things(reader, home)
    for section in ways[:-1]:
        reader.follow(section)
        reader.workspace = Path(reader.shell.run("pwd")[0].strip())
    try:
        yield
    except Wrong:
        with suppress(Wrong):
            _leave(reader, home, ways)
        raise
    _leave(reader, home, ways)
    if changed := _changed(reader, home, page, before):
        raise Wrong(f"{page.name} leaves behind, and does not say so: {', '.join(changed)}")


def _changed(reader: Reader, home: Path, page: Page, before: set[str]) -> list[str]:
    """Return what a page leaves behind unsaid. A process that was told to end gets 30 seconds.

    Any program may write to /tmp meanwhile: what the page names there counts, if it is new.
    """
    end = monotonic() + 30
    named = {f"temporary {path}" for path in re.findall(r"/tmp/[\w.-]+", "\n".join(_typed(reader)))}
    while True:
        found = things(reader, home)
        after = {thing for thing in found if not thing.startswith("temporary") or thing in named}
        gone = {f"no {thing}" for thing in before - after if not thing.startswith(TRANSIENT)}
        changed = [c for c in sorted(after - before | gone) if not page.leaves & set(c.split())]
        if not any(c.startswith(("port", "process")) for c in changed) or monotonic() > end:
            return changed
        sleep(0.2)


def _leave(reader: Reader, home: Path, ways: list[Section]) -> None:
    reader.workspace = home
    for section in ways[-1:]:
        reader.follow(section)


def prepare(page: Page, reader: Reader) -> None:
    """Put the state that a page names into `library`, and go there.

    Raises FileNotFoundError if no run has made that state, ValueError if no page ends with it.
    """
    reader.workspace /= "library"
    reader.shell.run("mkdir -p library")
    start = page.start or "the finished project"
    number = start.removeprefix("the end of chapter ")
    with tempfile.TemporaryDirectory() as folder:
        if number.isdigit():
            archives = list(STATES.glob(f"{int(number):02}-*.zip"))
            if not archives:
                raise FileNotFoundError(
                    f"{page.name} starts from {start}, and no run has made it yet: "
                    "follow the tutorial first"
                )
            unpack(archives[0], Path(folder))
            publish(page.site / "chapters")  # as on the published site
        elif start == "the finished project":
            copy_finished(ROOT / "example_project", Path(folder))
        elif start != "an empty directory":
            raise ValueError(f"{page.name} starts from '{start}', which no page ends with")
        give(Path(folder), reader.shell, reader.workspace)
    if number.isdigit() and int(number) >= 3:
        # What chapter 3 writes there is the machine's own, so no zip has it.
        ids = 'printf \'APP_UID=%s\\nAPP_GID=%s\\n\' "$(id -u)" "$(id -g)" > library/.env'
        reader.shell.run(ids)
    reader.shell.run("cd library")


def give(folder: Path, shell: Shell, target: Path) -> None:
    """Copy a directory's files to where the user of the shell wants them, as their own."""
    packed = subprocess.run(["tar", "-cC", folder, "."], capture_output=True, check=True).stdout
    unpack_it = [*shell.user, "tar", "-xC", str(target), "--no-same-owner"]
    subprocess.run(unpack_it, input=packed, check=True)


def things(reader: Reader, home: Path) -> set[str]:
    """Return all that a page could leave: on the engine, in the home, in the shell, on ports."""
    shell = reader.shell
    found = {f"{kind} {name}" for kind in (*KINDS, "image") for name in _names(kind, shell)}
    visible = (path for path in home.iterdir() if not path.name.startswith("."))
    for path in (below for top in visible for below in (top, *top.rglob("*"))):
        if path.is_file() and not path.is_symlink():
            digest = sha256(path.read_bytes()).hexdigest()[:8]
            found.add(f"file {path.relative_to(home)} {digest}")
        else:
            found.add(f"file {path.relative_to(home)}")
    found |= {f"temporary {path}" for path in Path("/tmp").iterdir()}
    listing, _ = shell.run(
        "compgen -v; compgen -A function; alias; echo directory ${PWD##*/}; set +o"
    )
    by_itself = ("BASH_", "OLDPWD", "PIPESTATUS", "_", "COLUMNS", "LINES")
    found |= {f"shell {line}" for line in listing.splitlines() if not line.startswith(by_itself)}
    session = ["ps", "--no-headers", "-o", "comm", "--sid", str(shell.child.pid)]
    running = subprocess.run(session, capture_output=True, text=True, check=False).stdout
    return found | {f"process {name}" for name in running.split()} | ports(home.stat().st_uid)


def _typed(reader: Reader) -> list[str]:
    return reader.log[::2]  # commands and outputs take turns


def ports(owner: int) -> set[str]:
    """Return the ports that programs of this user listen on: those of others come and go.

    A port that a container publishes goes with the container, which is a thing of its own.
    """
    tables = [Path(f"/proc/net/{name}") for name in ("tcp", "tcp6")]
    rows = [row.split() for table in tables if table.exists() for row in table.open()]
    listening = [row[1] for row in rows if row[3] == "0A" and row[7] == str(owner)]
    numbers = {int(address.rpartition(":")[2], 16) for address in listening}
    return {f"port {number}" for number in numbers if number < EPHEMERAL}


def _docker(shell: Shell, *words: str) -> str:
    result = subprocess.run(
        [*shell.user, "docker", *words], env=shell.env, capture_output=True, text=True, check=False
    )
    return result.stdout


def _names(kind: str, shell: Shell) -> set[str]:
    """Return the names of all containers, volumes, networks or images that no test made."""
    every = ["--all"] if kind == "container" else []
    field = {"container": "Names", "image": "Repository}}:{{.Tag"}.get(kind, "Name")
    listed = _docker(shell, kind, "ls", *every, "--format", f"{{{{.{field}}}}}").split()
    return {name for name in listed if "<none>" not in name and not name.startswith(TESTS)}


def _clear(before: dict[str, set[str]], reader: Reader) -> None:
    """Remove what is new on the engine and has a name that a page gave it, and nothing else.

    That is the label of a Compose project of the pages, or a name that stands in a command.
    """
    typed = {word for command in _typed(reader) for word in command.split()}
    left = list[str]()
    for kind in KINDS:
        for name in sorted(_names(kind, reader.shell) - before[kind]):
            about = (json.loads(_docker(reader.shell, kind, "inspect", name) or "[]") or [{}])[0]
            labels = about.get("Labels") or about.get("Config", {}).get("Labels") or {}
            if name in typed or labels.get("com.docker.compose.project", "").startswith(PROJECTS):
                how = {"container": ["--force", "--volumes"], "volume": ["--force"]}.get(kind, [])
                _docker(reader.shell, kind, "rm", *how, name)
                if name in _names(kind, reader.shell):
                    left.append(f"{kind} {name}")
    if left:
        raise RuntimeError(f"a page made these, and they cannot be removed: {', '.join(left)}")
