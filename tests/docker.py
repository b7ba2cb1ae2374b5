"""Runs `docker`, and gives all it makes a name by which `sweep` finds it again."""

import json
import re
import secrets
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

T = TypeVar("T")

PREFIX = "cookbook-proof"
PYTHON = "python:3.14-slim-trixie"
POSTGRES = "postgres:18-trixie"

# Port 8000 belongs to the pages: a proof takes any free one.
FREE_PORT = """
services:
  web:
    ports: !override ["127.0.0.1::8000"]
"""

# What compose.prod.yaml asks for: a proof is the proxy in front.
PRODUCTION = {
    "TAG": "of-a-proof",
    "DJANGO_ALLOWED_HOSTS": "localhost,127.0.0.1",
    "DJANGO_NUM_PROXIES": "1",
}
SECRETS = ("django_secret_key", "postgres_password", "owner_password", "app_password")
HTTPS = {"X-Forwarded-Proto": "https"}


class Failed(AssertionError):
    """A command failed that had to succeed; the message holds what it printed."""


@dataclass(frozen=True)
class Docker:
    """The `docker` command, in the environment that leads it to an engine."""

    env: Mapping[str, str]

    def __call__(
        self,
        *words: str | Path,
        cwd: Path | None = None,
        stdin: str = "",
        timeout: float = 300,
    ) -> str:
        """Run a command for at most `timeout` seconds; return what it prints. Raises Failed."""
        result = self.attempt(*words, cwd=cwd, stdin=stdin, timeout=timeout)
        if result.returncode:
            raise Failed(f"docker {' '.join(map(str, words))}\n{result.stdout}{result.stderr}")
        return result.stdout.strip()

    def attempt(
        self,
        *words: str | Path,
        cwd: Path | None = None,
        stdin: str = "",
        timeout: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command that may fail; return its output and exit code."""
        return subprocess.run(
            ["docker", *words],
            env=self.env,
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def build(
        self, name: str, *options: str | Path, context: Path | None = None, dockerfile: str = ""
    ) -> str:
        """Build an image from a directory, or from the text of a Dockerfile, or from both.

        Returns what BuildKit reports, step by step; the image is `image(name)`. Raises Failed.
        """
        text = ["--file", "-"] if dockerfile and context else []
        result = self.attempt(
            *("build", "--progress", "plain", "--tag", image(name), "--label", PREFIX),
            *(*options, *text, context or "-"),
            stdin=dockerfile,
            timeout=600,
        )
        if result.returncode:
            raise Failed(f"{image(name)} does not build:\n{result.stdout}{result.stderr}")
        return result.stdout + result.stderr

    def inspect(self, name: str, kind: str = "container") -> dict[str, Any]:
        """Return what the engine knows of a container, image or volume. Raises Failed."""
        found: list[dict[str, Any]] = json.loads(self(kind, "inspect", name))
        return found[0]

    def logs(self, container: str) -> str:
        """Return what a container has printed, on both streams."""
        result = self.attempt("logs", container)
        return result.stdout + result.stderr

    def pause(self, container: str) -> None:
        """Stop all that a container does, as it stands. A busy machine needs several tries."""
        assert wait_for(lambda: self.attempt("pause", container).returncode == 0)

    def events(self, container: str, *kinds: str) -> list[dict[str, Any]]:
        """Return what happened to a container so far, such as `die`, oldest first.

        To this container alone: one of the same name may have been removed just before.
        """
        found = self.inspect(container)
        span = ("--since", found["Created"], "--until", str(time.time()))
        only = [f"--filter=event={kind}" for kind in kinds]
        words = (*span, f"--filter=container={found['Id']}", *only, "--format", "{{json .}}")
        return [json.loads(line) for line in self("events", *words).splitlines()]


def image(name: str) -> str:
    """Return the tag of an image that a proof builds."""
    return f"{PREFIX}/{name}"


def sweep(docker: Docker) -> None:
    """Remove all containers, volumes, networks and images that proofs made, and nothing else."""
    every = {
        "container": docker("container", "ls", "--all", "--format", "{{.Names}}"),
        "volume": docker("volume", "ls", "--format", "{{.Name}}"),
        "network": docker("network", "ls", "--format", "{{.Name}}"),
        "image": docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}"),
    }
    for kind, names in every.items():
        if ours := [name for name in names.split() if name.startswith(PREFIX)]:
            options = {"container": ["--force", "--volumes"], "network": []}.get(kind, ["--force"])
            docker(kind, "rm", *options, *ours)
    # Builds that another build of the same name has replaced.
    docker("image", "prune", "--force", "--filter", f"label={PREFIX}")
    forget_caches(docker)


def own_caches() -> list[str]:
    """Return the options that give builds cache mounts of their own, empty at first."""
    return ["--build-arg", f"BUILDKIT_CACHE_MOUNT_NS={PREFIX}-{uuid.uuid4().hex}"]


def forget_caches(docker: Docker) -> None:
    """Remove the cache mounts of such builds."""
    known = docker("buildx", "du", "--verbose", "--filter", "type=exec.cachemount")
    for entry in known.split("\n\n"):
        if f'with id "{PREFIX}' in entry and (found := re.search(r"^ID:\s+(\S+)", entry, re.M)):
            docker("builder", "prune", "--force", "--filter", f"id={found[1]}")


@contextmanager
def container(docker: Docker, name: str, *words: str | Path) -> Iterator[str]:
    """Yield the name of a container that runs in the background; remove it afterwards.

    `words` are the options of `docker run`, the image and the command.
    """
    name = f"{PREFIX}-{name}"
    docker("run", "--detach", "--name", name, *words)
    try:
        yield name
    finally:
        docker("rm", "--force", "--volumes", name)


@dataclass(frozen=True)
class Stack:
    """A Compose project in a directory."""

    docker: Docker
    project: str
    directory: Path
    files: tuple[str | Path, ...]

    @property
    def words(self) -> list[str | Path]:
        options: list[str | Path] = ["--project-name", self.project]
        for file in self.files:
            options += ["--file", self.directory / file]
        return ["compose", "--progress", "quiet", *options, "--project-directory", self.directory]

    def __call__(self, *words: str | Path, stdin: str = "", timeout: float = 300) -> str:
        """Run `docker compose …`; return what it prints. Raises Failed."""
        return self.docker(*self.words, *words, cwd=self.directory, stdin=stdin, timeout=timeout)

    def id(self, service: str) -> str:
        """Return the id of a service's first container, running or not."""
        return self("ps", "--all", "--quiet", service).split()[0]

    def inspect(self, service: str) -> dict[str, Any]:
        """Return what the engine knows of a service's first container."""
        return self.docker.inspect(self.id(service))

    def logs(self, service: str) -> str:
        """Return what a service has printed."""
        return self.docker.logs(self.id(service))

    def health(self, service: str) -> str:
        """Return `starting`, `healthy` or `unhealthy`."""
        return str(self.inspect(service)["State"]["Health"]["Status"])

    def python(self, script: str, timeout: float = 300) -> str:
        """Run a script in the running web container, with Django set up; return what it prints."""
        start = "import django\ndjango.setup()\n"
        settings = ("--env", "DJANGO_SETTINGS_MODULE=config.settings")
        words = ("exec", "-T", *settings, "web", "python", "-")
        return self(*words, stdin=start + script, timeout=timeout)

    @property
    def address(self) -> str:
        """Return the address at which the web service is published."""
        return f"http://{self('port', 'web', '8000')}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> "Answer":
        """Ask the web service for a path, on its published port."""
        return get(self.address + path, headers)


@contextmanager
def stack(
    docker: Docker, name: str, directory: Path, *files: str, override: str = FREE_PORT
) -> Iterator[Stack]:
    """Yield a Compose project out of `files` and `override`; take it down afterwards."""
    extra = directory.parent / f"{name}.override.yaml"
    extra.write_text(override)
    project = Stack(docker, f"{PREFIX}-{name}", directory, (*(files or ["compose.yaml"]), extra))
    try:
        yield project
    finally:
        project("down", "--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "2")


@contextmanager
def production_stack(
    docker: Docker,
    name: str,
    directory: Path,
    override: str = FREE_PORT,
    files: Sequence[str] = (),
    **variables: str,
) -> Iterator[Stack]:
    """Yield the project of compose.prod.yaml, with secrets of its own in `directory`.

    `files` and `override` are added to it, `variables` to what it is given. Its image is called
    `image(name)`.
    """
    (directory / "secrets").mkdir(mode=0o700)
    for secret in SECRETS:
        (directory / f"secrets/{secret}.txt").write_text(secrets.token_hex(24) + "\n")
    names = directory.parent / f"{name}.image.yaml"
    names.write_text(f"services: {{web: &web {{image: {image(name)}}}, migrate: *web}}\n")
    given = Docker({**docker.env, **PRODUCTION, **variables})
    every = ("compose.prod.yaml", *files, str(names))
    with stack(given, name, directory, *every, override=override) as project:
        yield project


@dataclass(frozen=True)
class Answer:
    """What a server answers; `status` is 0 if there is no answer at all."""

    status: int
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def get(
    url: str,
    headers: Mapping[str, str] | None = None,
    timeout: float = 20,
    *,
    form: Mapping[str, str] | None = None,
) -> Answer:
    """Ask for an address, past any proxy, or send a form there; follow no redirect."""
    server = HTTPConnection(urlsplit(url).netloc, timeout=timeout)
    path = urlsplit(url)._replace(scheme="", netloc="").geturl()
    given = dict(headers or {})
    if form is not None:
        given["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        body = None if form is None else urlencode(form)
        server.request("GET" if form is None else "POST", path, body, given)
        response = server.getresponse()
        text = response.read().decode(errors="replace")
        return Answer(response.status, text, dict(response.headers))
    except (OSError, HTTPException) as error:
        return Answer(0, str(error))
    finally:
        server.close()


def more_urls(directory: Path, code: str, *names: str) -> list[str]:
    """Write addresses that the project does not have; return what to mount into a container.

    `code` defines the views of these names. DJANGO_SETTINGS_MODULE=proof_settings takes them in.
    """
    paths = "".join(f'    path("{name}/", {name}),\n' for name in names)
    imports = "from django.http import HttpResponse\nfrom django.urls import path\n"
    imports += "from config.urls import urlpatterns as project\n"
    files = {
        "proof_settings.py": "from config.settings import *\nROOT_URLCONF = 'proof_urls'\n",
        "proof_urls.py": f"{imports}{code}\nurlpatterns = [\n{paths}    *project,\n]\n",
    }
    for name, text in files.items():
        (directory / name).write_text(text)
        (directory / name).chmod(0o644)
    return [f"{directory / name}:/app/{name}:ro" for name in files]


def wait_for(condition: Callable[[], T], seconds: float = 120) -> T:
    """Return the first true result of a condition; the last one after so many seconds."""
    end = time.monotonic() + seconds
    while not (result := condition()) and time.monotonic() < end:
        time.sleep(0.2)
    return result
