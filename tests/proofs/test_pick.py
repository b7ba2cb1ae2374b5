"""What `files/pick` offers: each set of files makes a plain Django project run, in containers.

A run takes a few sets, chosen by SEED; PICK=all takes every one, as the weekly run does.
"""

import io
import os
import random
import re
import shlex
import subprocess
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cookbook.markdown.sources import strip_markers
from cookbook.pick.choices import CHOICES, Choice
from cookbook.pick.files import archive
from cookbook.pick.parts import change, raw
from cookbook.pick.readme import readme
from cookbook.repo import ROOT, commit
from tests.docker import PREFIX, Docker, Failed, get, wait_for

pytestmark = pytest.mark.engine

GONE = (
    "Dockerfile",
    ".dockerignore",
    ".env.example",
    "Caddyfile",
    "compose.yaml",
    "compose.prod.yaml",
    "compose.proxy.yaml",
    "gunicorn.conf.py",
    "postgres/roles.sh",
    "config/env.py",
    "config/health.py",
    "config/probe.py",
)
# What `startproject` writes, in place of each section of the library's settings.
PLAIN = {
    "environment": "DEBUG = True",
    "secret_key": 'SECRET_KEY = "django-insecure-of-a-proof"',
    "hosts": "ALLOWED_HOSTS: list[str] = []",
    "proxies": "",
    "databases": "",
    "connection": 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}',
    "static": 'STATIC_URL = "static/"',
    "security": "",
}
TASKS = """
from celery import shared_task

from books.models import Author


@shared_task
def proof() -> None:
    Author.objects.create(name="A Task")
"""
NAME = f"{PREFIX}-pick"
IMAGE = f"{PREFIX}/pick"


def chosen() -> list[Choice]:
    """Return which sets this run tries."""
    if os.environ.get("PICK") == "all":
        return CHOICES
    return random.Random(os.environ.get("SEED") or commit()).sample(CHOICES, 2)


def grouped() -> dict[str, list[Choice]]:
    """Return the sets by all but their proxy: those of a group share a database and images."""
    groups: dict[str, list[Choice]] = {}
    for choice in chosen():
        groups.setdefault(str(replace(choice, proxy="any")), []).append(choice)
    return groups


@dataclass(frozen=True)
class Reader:
    """Somebody with a Django project who does what README.txt says."""

    docker: Docker
    directory: Path
    variables: dict[str, str] = field(default_factory=dict)

    def unpack(self, choice: Choice) -> None:
        """Put the files in place, out of the zip."""
        zipfile.ZipFile(io.BytesIO(archive(choice))).extractall(self.directory)

    def follow(self, choice: Choice, step: str, without: str = "(?!)") -> None:
        """Type the commands of a step, but for those that begin with a pattern. Raises Failed."""
        commands = typed(readme(choice), step)
        for command in commands:
            if re.compile(without).match(command):
                continue
            self.sh(command)
            if "COMPOSE_FILE=" in command or step == "Add the settings":
                self.choose(choice, re.findall(r"COMPOSE_FILE=(\S+)", command))

    def choose(self, choice: Choice, files: list[str]) -> None:
        """Keep to the names and ports of proofs, beside the files that the reader has chosen."""
        # runserver, as process 1, does not stop when it is asked to.
        value = f"image: {IMAGE}" if files else "stop_grace_period: 1s"
        override = {"web": [value], "proxy": ["ports: !override []"], "worker": [value]}
        if choice.worker == "none":
            del override["worker"]
        if not files or choice.proxy == "none":
            del override["proxy"]
            override["web"].append("ports: !override ['127.0.0.1::8000']")
        if files:
            override["migrate"] = [value]
        text = "".join(f"  {name}: {{{', '.join(lines)}}}\n" for name, lines in override.items())
        (self.directory / "compose.proof.yaml").write_text(f"services:\n{text}")
        self.variables.update(
            COMPOSE_FILE=":".join([*(files or ["compose.yaml"]), "compose.proof.yaml"]),
            COMPOSE_PROJECT_NAME=f"{NAME}-production" if files else NAME,
        )

    def sh(self, script: str) -> str:
        """Run a script in the directory; return what it prints. Raises Failed."""
        result = subprocess.run(
            ["sh", "-ec", script],
            cwd=self.directory,
            env={**self.docker.env, "COMPOSE_PROGRESS": "quiet", **self.variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        if result.returncode:
            raise Failed(f"{script}\n{result.stdout}{result.stderr}")
        return result.stdout.strip()

    def status(self, choice: Choice, path: str) -> int:
        """Return what the site answers, through the proxy if there is one."""
        if choice.proxy == "none":
            port = self.sh("docker compose port web 8000").rpartition(":")[2]
            return get(f"http://127.0.0.1:{port}{path}", {"Host": "localhost"}).status
        host = "library.localhost"
        ask = f"curl -sk -o /dev/null -w %{{http_code}} --resolve {host}:443:127.0.0.1"
        return int(self.sh(f"docker compose exec -T proxy {ask} https://{host}{path}"))

    def shell(self, code: str) -> str:
        """Run code in Django's shell; return what it prints."""
        words = "docker compose exec -T web python manage.py shell --verbosity 0 --command"
        return self.sh(f"{words} {shlex.quote(code)}")


def typed(readme: str, step: str) -> list[str]:
    """Return the commands of a step of README.txt."""
    body = readme.split(f". {step}\n", 1)[1].split("\n\n\n")[0]
    body = re.split(r"^\d\. ", body, maxsplit=1, flags=re.M)[0]
    return re.findall(r"^    (\S.*(?:\n     +.*)*)", body, re.M)


def plain(directory: Path, choice: Choice) -> None:
    """Turn a copy of the library into a project that has never seen a container."""
    for name in GONE:
        (directory / name).unlink()
    source = ROOT / "example_project/config/settings.py"
    settings = source.read_text()
    for section, text in PLAIN.items():
        settings = change(settings, (raw(str(source), section), text + "\n"))
    for line in (
        '    "config.health.HealthMiddleware",\n',
        '    "drf_spectacular_sidecar"',  # two megabytes to compress in every build
        '    "whitenoise',
        "import dj_",
        "from config import env\n",
    ):
        found = next(row for row in settings.splitlines(keepends=True) if row.startswith(line))
        settings = change(settings, (found, ""))
    (directory / "config/settings.py").write_text(strip_markers(settings))
    (directory / "books/tasks.py").write_text(TASKS if choice.worker == "celery" else "")
    project = directory / "pyproject.toml"
    added = ("dj-database-url", "gunicorn", "psycopg", "whitenoise")
    rows = project.read_text().splitlines(keepends=True)
    project.write_text(
        "".join(
            row for row in rows if not row.strip().startswith(tuple(f'"{name}' for name in added))
        )
    )


def own_packages(directory: Path) -> None:
    """Write the packages of the library itself where README.txt says, for pip."""
    packages = tomllib.loads((directory / "pyproject.toml").read_text())["project"]["dependencies"]
    for name in ("pyproject.toml", "uv.lock"):
        (directory / name).unlink()
    with (directory / "requirements.in").open("a") as file:
        file.write("\n".join(packages) + "\n")


@pytest.fixture
def reader(docker: Docker, project: Callable[[], Path]) -> Iterator[Reader]:
    reader = Reader(docker, project())
    yield reader
    for name in (NAME, f"{NAME}-production"):
        docker("compose", "--project-name", name, "down", "--volumes", "--timeout", "2")
    docker.attempt("image", "rm", "library:tools")


@pytest.mark.parametrize("group", grouped().values(), ids=grouped())
def test_a_plain_project_answers_in_production(reader: Reader, group: list[Choice]) -> None:
    # Development is the same for both servers: with all sets, once is enough.
    run(reader, group, develop=len(group) == 1 or group[0].server == "gunicorn")


def run(reader: Reader, group: list[Choice], develop: bool) -> None:
    """Follow README.txt, and ask what has been started."""
    first = group[0]
    plain(reader.directory, first)
    reader.unpack(first)
    if first.tool == "pip":
        own_packages(reader.directory)

    reader.follow(first, "Add the packages")
    reader.follow(first, "Add the settings")
    if develop:
        reader.follow(first, "Develop")
        assert reader.status(replace(first, proxy="none"), "/") == 200

    for choice in group:
        reader.unpack(choice)
        # The database keeps the passwords of its first start.
        again = "(?!)" if choice is first else "docker compose down|mkdir|for name"
        reader.follow(choice, "Try production on your machine", without=again)
        assert reader.status(choice, "/") == 200
        assert reader.status(choice, "/admin/login/") == 200

    if first.worker == "celery":
        reader.shell("from books.tasks import proof; proof.delay()")
        ask = "from books.models import Author; print(Author.objects.filter(name='A Task').count())"
        assert wait_for(lambda: reader.shell(ask) == "1")
