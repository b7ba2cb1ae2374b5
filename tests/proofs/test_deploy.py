"""What an update costs visitors: the script and the load of recipes/update-without-downtime."""

import secrets
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cookbook.reader.workspace import without_markers
from cookbook.repo import ROOT
from tests.docker import PRODUCTION, PYTHON, SECRETS, Docker, Stack, image, stack

pytestmark = pytest.mark.engine

SNIPPETS = ROOT / "snippets/recipes/update-without-downtime"
REQUESTS = 2000

# The image of a proof, and no port of the machine.
OVERRIDE = f"""
services:
  web: &ours
    image: {image("deploy")}:${{TAG}}
  next: *ours
  migrate: *ours
  proxy:
    ports: !override []
"""
# A version that says something else, and one that starts but is never ready.
NEW = "sed -i 's|<h1>Books|<h1>All books|' books/templates/books/book_list.html"
SICK = """sed -i 's/"SELECT 1"/"SELECT 1 FROM books_shelf"/' config/health.py"""


@pytest.fixture
def library(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    """Yield the library behind its proxy; TAG=old runs, `new` and `sick` are built."""
    directory = project()
    for name in ("compose.next.yaml", "replace.sh", "load.py"):
        (directory / name).write_bytes(without_markers((SNIPPETS / name).read_bytes()))
    caddyfile = directory / "Caddyfile"
    upstream = (SNIPPETS / "upstream.Caddyfile").read_text().strip()
    assert "reverse_proxy web:8000 {" in caddyfile.read_text()
    caddyfile.write_text(caddyfile.read_text().replace("reverse_proxy web:8000 {", upstream))
    (directory / "live").mkdir()
    (directory / "live/service").write_text("web\n")
    (directory / "secrets").mkdir(mode=0o700)
    for secret in SECRETS:
        (directory / f"secrets/{secret}.txt").write_text(secrets.token_hex(24) + "\n")

    given = Docker({**docker.env, **PRODUCTION, "DJANGO_ALLOWED_HOSTS": "localhost", "TAG": "old"})
    files = ("compose.prod.yaml", "compose.proxy.yaml", "compose.next.yaml")
    with stack(given, "deploy", directory, *files, override=OVERRIDE) as running:
        running("up", "--build", "--wait", timeout=600)
        running("exec", "-T", "web", "python", "manage.py", "load_samples")
        for version, change in {"new": NEW, "sick": SICK}.items():
            lines = (f"FROM {image('deploy')}:old", "USER 0:0", f"RUN {change}", "USER 10001:10001")
            given.build(f"deploy:{version}", dockerfile="\n".join(lines))
        yield running


def replace(library: Stack, version: str) -> subprocess.CompletedProcess[str]:
    """Do what the page does: TAG=version sh replace.sh."""
    files = ":".join(str(library.directory / file) for file in library.files)
    env = {**library.docker.env, "COMPOSE_PROJECT_NAME": library.project, "COMPOSE_FILE": files}
    return subprocess.run(
        ["sh", "replace.sh"],
        cwd=library.directory,
        env=env | {"TAG": version},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_a_rolling_update_and_a_sick_version_lose_no_request(library: Stack) -> None:
    """All of it while four visitors ask, who ask only once."""
    network = f"container:{library.id('proxy')}"
    words = ("run", "--rm", "--interactive", "--network", network, PYTHON)
    with (
        (library.directory / "load.py").open() as script,
        subprocess.Popen(
            ["docker", *words, "python", "-", str(REQUESTS)],
            env=library.docker.env,
            stdin=script,
            stdout=subprocess.PIPE,
            text=True,
        ) as load,
    ):
        sick = replace(library, "sick")
        running = library.inspect("web")["Config"]["Image"]
        new = replace(library, "new")
        in_time = load.poll() is None
        printed, _ = load.communicate(timeout=900)

    assert sick.returncode == 1, sick.stdout + sick.stderr
    assert running == f"{image('deploy')}:old"
    assert new.returncode == 0, new.stdout + new.stderr
    assert library.inspect("web")["Config"]["Image"] == f"{image('deploy')}:new"
    assert not library("ps", "--all", "--quiet", "next")
    assert in_time, "the load has ended before the update"
    assert printed.splitlines() == [
        f"{REQUESTS} requests, 0 failed",
        "answered by: new version, old version",
    ]
