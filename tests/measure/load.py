"""How many requests a server answers: servers, workers, replicas, pool, cache and proxy compared.

`make measure WHAT=load` writes `cookbook/data/load.json`. wrk, in a container beside the
server, asks as fast as it is answered, for a few seconds. The generator of the load and all that it
meets share one machine, so figures are ratios: 1 is the project as it is, in the same round.
"""

import json
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT
from tests.docker import Docker, Stack, image, production_stack

POOL = ROOT / "snippets/recipes/connection-pool"
WRK = """FROM debian:trixie-slim
RUN apt-get update \\
    && apt-get install --yes --no-install-recommends wrk \\
    && rm -rf /var/lib/apt/lists/*
"""
OVERRIDE = "services: {{proxy: {{ports: !override []}}, web: {web}}}"
SECONDS = 4  # of each measurement, after one second to get warm
VISITORS = 16
BASE = "gunicorn, threads"
PATHS = {"list": "/", "book": "/books/1/", "API": "/api/v1/books/"}

# No limit of requests: wrk is one visitor. Mounted over nothing, named by DJANGO_SETTINGS_MODULE.
SETTINGS = """
import os
from config.settings import *
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
DATABASES["default"]["CONN_MAX_AGE"] = int(os.environ.get("KEEP", 60))
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
if os.environ.get("CACHED"):
    MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
"""


@dataclass(frozen=True)
class Server:
    """What differs from the project: the command of `web`, its variables, how it is reached."""

    command: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    replicas: int = 1
    proxy: bool = False
    cpus: int = 1
    paths: tuple[str, ...] = ("list",)

    def override(self, settings: Path) -> str:
        """Return what is added to the Compose files, as JSON, which is YAML."""
        variables = {"DJANGO_SETTINGS_MODULE": "settings_of_load"}
        variables |= {"POSTGRES_HOST": "db", "POSTGRES_PORT": "5432"} | self.variables
        web = {
            "cpus": self.cpus,
            "scale": self.replicas,
            "environment": variables,
            "volumes": [f"{settings}:/app/settings_of_load.py:ro"],
            **({"command": self.command.split()} if self.command else {}),
        }
        return OVERRIDE.format(web=json.dumps(web))


ASGI = "gunicorn config.asgi:application --worker-class asgi"
SERVERS = {
    BASE: Server(paths=tuple(PATHS)),
    "gunicorn, one request per process": Server(
        "gunicorn config.wsgi --worker-class sync --threads 1", paths=tuple(PATHS)
    ),
    "gunicorn, ASGI": Server(ASGI, {"KEEP": "0"}, paths=tuple(PATHS)),
    "runserver": Server("python manage.py runserver --noreload 0.0.0.0:8000", paths=tuple(PATHS)),
    "1 process": Server(variables={"WEB_CONCURRENCY": "1"}),
    "4 processes": Server(variables={"WEB_CONCURRENCY": "4"}),
    "2 processors": Server(cpus=2),
    "Caddy in front": Server(proxy=True, paths=tuple(PATHS)),
    "Caddy, 2 replicas": Server(proxy=True, replicas=2),
    "Caddy, 4 replicas": Server(proxy=True, replicas=4),
    "a connection for each request": Server(variables={"KEEP": "0"}),
    "PgBouncer": Server(variables={"POSTGRES_HOST": "pgbouncer", "POSTGRES_PORT": "6432"}),
    "PgBouncer, a connection to it for each request": Server(
        variables={"POSTGRES_HOST": "pgbouncer", "POSTGRES_PORT": "6432", "KEEP": "0"}
    ),
    "pages from the cache": Server(variables={"CACHED": "1"}),
}


@dataclass(frozen=True)
class Speed:
    """Requests per second, and milliseconds in which half and 99 of 100 were answered."""

    rate: float
    p50: float
    p99: float


class Bench:
    """The stack of production with a proxy and a pool, and wrk beside it."""

    def __init__(self, stack: Stack, directory: Path) -> None:
        self.stack, self.directory = stack, directory
        self.settings = directory / "settings_of_load.py"
        self.settings.write_text(SETTINGS)
        self.settings.chmod(0o644)
        stack.docker.build("wrk", dockerfile=WRK)

    def serve(self, server: Server) -> None:
        """Bring up a server, and wait until it is healthy."""
        (self.directory.parent / "load.override.yaml").write_text(server.override(self.settings))
        self.stack("up", "--wait", "--remove-orphans")

    def ask(self, server: Server, path: str) -> Speed:
        """Let wrk ask for a path. Raises AssertionError if an answer is an error."""
        place = (
            f"container:{self.stack.id('proxy')}" if server.proxy else f"{self.stack.project}_front"
        )
        start = "https://localhost" if server.proxy else "http://web:8000"
        headers = (
            [] if server.proxy else ["-H", "Host: localhost", "-H", "X-Forwarded-Proto: https"]
        )
        wrk = ("wrk", "--threads", "1", "--connections", str(VISITORS), "--latency", *headers)
        run = ("run", "--rm", "--network", place, image("wrk"), *wrk)
        self.stack.docker(*run, "--duration", "1s", start + path)
        said = self.stack.docker(*run, "--duration", f"{SECONDS}s", start + path)
        assert "Non-2xx" not in said, said
        return read(said)

    def busy(self, server: Server, path: str) -> dict[str, float]:
        """Return how many processors each service uses while wrk asks."""
        names = self.stack("ps", "--format", "{{.Name}} {{.Service}}").splitlines()
        services = dict(line.split() for line in names)
        with ThreadPoolExecutor(1) as beside:
            asked = beside.submit(self.ask, server, path)
            time.sleep(2)  # until it is warm
            shares = "{{.Name}} {{.CPUPerc}}"
            lines = self.stack.docker("stats", "--no-stream", "--format", shares, *services)
            asked.result()
        used: dict[str, float] = {}
        for name, share in map(str.split, lines.splitlines()):
            used[services[name]] = used.get(services[name], 0) + float(share.rstrip("%")) / 100
        return {service: round(count, 1) for service, count in sorted(used.items())}


def read(said: str) -> Speed:
    """Return the figures that wrk prints."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    times = dict(re.findall(r"(50|99)%\s+([\d.]+(?:us|ms|s))", said))
    assert rate, said
    p50, p99 = (times[share] for share in ("50", "99"))
    return Speed(float(rate[1]), milliseconds(p50), milliseconds(p99))


def milliseconds(time: str) -> float:
    """Return what wrk prints as `us`, `ms` or `s`."""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", time).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


@contextmanager
def bench(docker: Docker, directory: Path) -> Iterator[Bench]:
    """Yield the stack of production, with the samples, in a copy of the project."""
    for name in ("compose.pool.yaml", "pgbouncer"):
        copy = shutil.copytree if (POOL / name).is_dir() else shutil.copy
        copy(POOL / name, directory / name)
    with production_stack(
        docker,
        "load",
        directory,
        OVERRIDE.format(web="{}"),
        files=("compose.proxy.yaml", "compose.pool.yaml"),
        DJANGO_ALLOWED_HOSTS="localhost",
    ) as stack:
        password = (directory / "secrets/app_password.txt").read_text().strip()
        (directory / "secrets/pgbouncer_users.txt").write_text(f'"library_app" "{password}"\n')
        stack("build")
        yield Bench(stack, directory)


def measure(docker: Docker, folder: Path, rounds: int = 3) -> dict[str, object]:
    """Ask every server in turns, so many times; return what is recorded."""
    directory = folder / "library"
    copy_finished(ROOT / "example_project", directory)
    speeds: dict[str, dict[str, list[Speed]]] = {
        name: {path: [] for path in server.paths} for name, server in SERVERS.items()
    }
    busy: dict[str, dict[str, float]] = {}
    with bench(docker, directory) as running:
        for number in range(rounds):
            for name, server in SERVERS.items():
                print(f"round {number + 1} of {rounds}: {name}", flush=True)
                running.serve(server)
                if not busy:
                    running.stack("exec", "-T", "web", "python", "manage.py", "load_samples")
                for path in server.paths:
                    speeds[name][path].append(running.ask(server, PATHS[path]))
                if name not in busy:
                    busy[name] = running.busy(server, PATHS["list"])
    return {
        "rounds": rounds,
        "visitors": VISITORS,
        "pages": {path: middle(speeds[BASE][path], speeds[BASE]["list"]) for path in PATHS},
        "servers": {
            name: {path: middle(found, speeds[BASE][path]) for path, found in paths.items()}
            for name, paths in speeds.items()
        },
        "busy": busy,
    }


def middle(speeds: list[Speed], units: list[Speed]) -> dict[str, float]:
    """Return the middle of the ratios of all rounds; times are counted in the unit's p50."""
    rounds = list(zip(speeds, units, strict=True))
    return {
        "rate": round(median(speed.rate / unit.rate for speed, unit in rounds), 2),
        "p50": round(median(speed.p50 / unit.p50 for speed, unit in rounds), 2),
        "p99": round(median(speed.p99 / unit.p50 for speed, unit in rounds), 2),
    }
