"""Gives a reader a place to work, and removes afterwards what was made there."""

import fcntl
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from cookbook.page.pages import Page
from cookbook.reader.follow import Reader
from cookbook.reader.shell import Shell
from cookbook.reader.uv import environment
from cookbook.reader.workspace import copy_finished, unpack
from cookbook.repo import ROOT
from cookbook.site.chapters import STATES, publish

KINDS = ("container", "volume", "network")


@contextmanager
def sandbox(
    workspace: Path, env: dict[str, str], browser: Browser, screenshots: Path | None = None
) -> Iterator[Reader]:
    """Yield a reader whose shell stands in `workspace`; remove what the pages started.

    The pages use port 8000 and the project name `library`, so there is one at a time in each
    network (see cookbook/engine: every engine of our own has one).
    """
    workspace.mkdir(parents=True, exist_ok=True)
    with _alone(), browser.new_page(viewport={"width": 1280, "height": 800}) as tab:
        before = {kind: _names(kind, env) for kind in KINDS}
        shell = Shell(workspace, environment(env))
        reader = Reader(
            workspace, shell, tab, recording=screenshots is not None, screenshots=screenshots
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


def prepare(page: Page, workspace: Path) -> None:
    """Put the state that a page starts from into `workspace`. Raises FileNotFoundError."""
    workspace.mkdir(parents=True)
    start = page.start or "the finished project"
    if start == "an empty directory":
        return
    number = start.removeprefix("the end of chapter ")
    if number.isdigit():
        archives = list(STATES.glob(f"{int(number):02}-*.zip"))
        if not archives:
            raise FileNotFoundError(
                f"{page.name} starts from {start}, and no run has made it yet: "
                "follow the tutorial first"
            )
        unpack(archives[0], workspace)
        publish(page.site / "chapters")  # as on the published site
        if int(number) >= 3:  # what chapter 3 writes there is the machine's own, so no zip has it
            ids = f"APP_UID={os.getuid()}\nAPP_GID={os.getgid()}\n"
            (workspace / ".env").write_text(ids)
    elif start == "the finished project":
        copy_finished(ROOT / "example_project", workspace)
    else:
        raise ValueError(f"{page.name} starts from '{start}', which no page ends with")


def _docker(env: dict[str, str], *words: str) -> str:
    result = subprocess.run(
        ["docker", *words], env={**env}, capture_output=True, text=True, check=False
    )
    return result.stdout


def _names(kind: str, env: dict[str, str]) -> set[str]:
    """Return the ids or names of all containers, volumes or networks on the engine."""
    every = ["--all"] if kind == "container" else []
    return set(_docker(env, kind, "ls", "--quiet", *every).split())


def _clear(before: dict[str, set[str]], reader: Reader) -> None:
    """Remove what is new on the engine and belongs to this page, and nothing else."""
    env, output, left = reader.shell.env, "\n".join(reader.log), list[str]()
    for kind in KINDS:
        for name in sorted(_names(kind, env) - before[kind]):
            about = (json.loads(_docker(env, kind, "inspect", name) or "[]") or [{}])[0]
            labels = about.get("Labels") or about.get("Config", {}).get("Labels") or {}
            project = labels.get("com.docker.compose.project", "")
            words = [name[:12], about.get("Name", name).strip("/")]
            if project.startswith("library") or any(word in output for word in words):
                force = ["--force"] if kind != "network" else []
                _docker(env, kind, "rm", *force, *(["-v"] if kind == "container" else []), name)
                if name in _names(kind, env):
                    left.append(f"{kind} {name}")
            elif "com.docker.volume.anonymous" in labels:
                _docker(env, "volume", "rm", name)  # refused while a container uses it
    if left:
        raise RuntimeError(f"a page made these, and they cannot be removed: {', '.join(left)}")
