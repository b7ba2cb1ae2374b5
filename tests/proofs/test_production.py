"""The production stack, from a copy of the example project."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import HTTPS, SECRETS, Docker, Stack, production_stack, wait_for

pytestmark = pytest.mark.engine

# As compose.prod.yaml, with two servers and quicker health checks.
OVERRIDE = """
services:
  web:
    scale: 2
    ports: !override ["127.0.0.1::8000"]
    healthcheck: {interval: 1s, timeout: 3s}
"""
SERVICES = ("web", "migrate", "db")


@pytest.fixture(scope="module")
def production(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    with production_stack(docker, "production", project(), OVERRIDE) as running:
        running("up", "--build", "--wait")
        running("exec", "-T", "web", "python", "manage.py", "load_samples")
        yield running


def values(stack: Stack) -> dict[str, str]:
    """Return the secrets by name."""
    return {name: (stack.directory / f"secrets/{name}.txt").read_text().strip() for name in SECRETS}


@pytest.mark.parametrize("service", SERVICES)
def test_inspect_shows_no_secret(production: Stack, service: str) -> None:
    known = json.dumps(production.inspect(service))

    assert not [name for name, value in values(production).items() if value in known]
    assert "_FILE=/run/secrets/" in known


def test_secrets_are_read_from_files(production: Stack) -> None:
    script = "from django.conf import settings as s; print(s.SECRET_KEY, s.DATABASES['default'])"
    given = ["app_password", "django_secret_key"]

    output = production.python(script)

    assert [name for name, value in sorted(values(production).items()) if value in output] == given
    assert production("exec", "-T", "web", "ls", "/run/secrets").split() == given


def test_image_holds_no_secret(production: Stack) -> None:
    known = production.docker("history", "--no-trunc", production.inspect("web")["Image"])
    files = production("exec", "-T", "web", "ls", "-A", "/app")

    assert not [name for name, value in values(production).items() if value in known]
    assert "secrets" not in files.split()


@pytest.mark.parametrize("service", SERVICES)
def test_root_file_system_is_read_only(production: Stack, service: str) -> None:
    assert production.inspect(service)["HostConfig"]["ReadonlyRootfs"] is True


def test_only_tmp_can_be_written(production: Stack) -> None:
    words = ("exec", "-T", "--user", "0", "web", "sh", "-c")
    result = production.docker.attempt(
        *production.words, *words, "echo > /app/new; echo > /tmp/new"
    )

    assert "Read-only file system" in result.stderr
    assert production("exec", "-T", "web", "ls", "/tmp") == "new"


@pytest.mark.parametrize("service", SERVICES)
def test_no_capability_is_left(production: Stack, service: str) -> None:
    """`cap_drop` takes away every special right of root."""
    host = production.inspect(service)["HostConfig"]

    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert "no-new-privileges:true" in host["SecurityOpt"]


@pytest.mark.parametrize("service", ["web", "db"])
def test_process_1_has_no_rights_of_root(production: Stack, service: str) -> None:
    status = production("exec", "-T", service, "cat", "/proc/1/status")

    assert re.search(r"^CapEff:\s+0+$", status, re.M)
    assert re.search(r"^NoNewPrivs:\s+1$", status, re.M)
    assert not re.search(r"^Uid:\s+0\b", status, re.M)


def test_migrations_run_once_before_two_servers(production: Stack) -> None:
    migrate = production.inspect("migrate")
    servers = production("ps", "--quiet", "web").split()
    applied = re.findall(r"Applying (\S+?)\.\.\. OK", production.logs("migrate"))

    assert migrate["State"]["ExitCode"] == 0
    assert "books.0001_initial" in applied
    assert len(applied) == len(set(applied))
    assert len(servers) == 2
    for server in servers:
        assert "Applying" not in production.docker.logs(server)
        started = production.docker.inspect(server)["State"]["StartedAt"]
        assert started > migrate["State"]["FinishedAt"]


def test_another_up_finds_nothing_to_migrate(production: Stack) -> None:
    production("up", "--wait")

    output = production("logs", "--no-log-prefix", "migrate")
    assert "No migrations to apply" in output
    assert output.count("Applying books.0001_initial") == 1


def test_plain_http_is_sent_to_https(production: Stack) -> None:
    answer = production("exec", "-T", "web", "python", "-c", REDIRECT)

    assert answer == "301 https://localhost/"


REDIRECT = """
from http.client import HTTPConnection
server = HTTPConnection("127.0.0.1", 8000)
server.request("GET", "/", headers={"Host": "localhost"})
answer = server.getresponse()
print(answer.status, answer.headers["Location"])
"""


@pytest.mark.parametrize("page", ["/", "/admin/login/", "/api/v1/docs/"])
def test_static_files_are_served(production: Stack, page: str) -> None:
    """Style sheets come with a hash in their names, marked as immutable."""
    html = production.get(page, HTTPS).text
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html)

    assert files
    for file in files:
        answer = production.get(file, HTTPS)
        assert answer.status == 200, file
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", file), "its name holds no hash"
        assert "immutable" in answer.headers["Cache-Control"]


def test_api_answers(production: Stack) -> None:
    answer = production.get("/api/v1/books/", HTTPS)

    assert answer.status == 200
    assert json.loads(answer.text)["count"] >= 12


def test_every_container_has_limits(production: Stack) -> None:
    for service, memory in {"web": 512, "migrate": 512, "db": 1024}.items():
        host = production.inspect(service)["HostConfig"]

        assert host["Memory"] == memory * 1024**2
        assert host["PidsLimit"] == 200
        assert host["NanoCpus"] == 1e9
    assert production("exec", "-T", "db", "df", "--output=size", "/dev/shm").split()[1] == "262144"


def test_the_database_has_no_way_out(production: Stack) -> None:
    # Without a packet: what has no route to an address is told so at once.
    way_out = "exec 3> /dev/udp/192.0.2.1/53"

    def stderr(service: str) -> str:
        words = ("exec", "-T", service, "bash", "-c", way_out)
        return production.docker.attempt(*production.words, *words).stderr

    assert "Network is unreachable" in stderr("db")
    assert stderr("web") == ""
    assert production.get("/health/ready/").status == 200


def test_logs_cannot_fill_the_disk(production: Stack) -> None:
    for service in SERVICES:
        assert production.inspect(service)["HostConfig"]["LogConfig"]["Type"] == "local"


def test_health_follows_the_database_without_a_restart(production: Stack) -> None:
    before = production.inspect("web")
    production("stop", "db")
    try:
        assert wait_for(lambda: production.health("web") == "unhealthy")
        assert production.get("/health/live/", HTTPS).status == 200
        assert production.get("/health/ready/", HTTPS).status == 503
    finally:
        production("start", "db")

    assert wait_for(lambda: production.health("web") == "healthy")
    assert production.get("/health/ready/", HTTPS).status == 200
    after = production.inspect("web")
    assert after["State"]["StartedAt"] == before["State"]["StartedAt"]
    assert after["RestartCount"] == before["RestartCount"]


def test_a_server_that_ends_is_started_again(production: Stack) -> None:
    server = production.id("web")
    before = production.docker.inspect(server)["State"]["StartedAt"]
    # Not `docker kill`: that counts as a wish of yours. The server dies of itself.
    production("exec", "-T", "web", "python", "-c", "import os; os.kill(1, 15)")

    assert wait_for(lambda: production.docker.inspect(server)["RestartCount"] == 1)
    assert wait_for(lambda: production.health("web") == "healthy")
    assert production.docker.inspect(server)["State"]["StartedAt"] > before
