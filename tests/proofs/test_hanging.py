"""What hangs, and what ends it: a view that never answers, a database that goes silent."""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

import pytest

from tests.docker import HTTPS, Docker, Stack, get, more_urls, production_stack, wait_for

pytestmark = pytest.mark.engine

VIEWS = """
import socket

def loops(request):
    while True:
        pass

def waits(request):
    server = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(server.getsockname())
    client.recv(1)  # from nobody
"""
# The project's own limits, in seconds that a proof can wait.
QUICK = {
    "REQUEST_LIMIT = 60": "REQUEST_LIMIT = 6.0",
    "graceful_timeout = 8": "graceful_timeout = 2",
}
THREADS = 8  # of two workers
OVERRIDE = """
services:
  web:
    ports: !override ["127.0.0.1::8000"]
    environment: {{DJANGO_SETTINGS_MODULE: proof_settings}}
    healthcheck: {{interval: 1s}}
    volumes: {volumes}
"""


@pytest.fixture(scope="module")
def production(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    directory = project()
    configuration = (directory / "gunicorn.conf.py").read_text()
    for line, quick in QUICK.items():
        assert configuration.count(f"{line}\n") + configuration.count(f"{line}  #") == 1
        configuration = configuration.replace(line, quick)
    (directory / "quick.py").write_text(configuration)
    volumes = [f"{directory / 'quick.py'}:/app/gunicorn.conf.py:ro"]
    volumes += more_urls(directory, VIEWS, "loops", "waits")
    override = OVERRIDE.format(volumes=json.dumps(volumes))
    with production_stack(docker, "hanging", directory, override) as running:
        running("up", "--build", "--wait")
        yield running


@pytest.fixture
def silent(production: Stack) -> Iterator[Callable[[], None]]:
    """Yield a function that makes the database silent: it hears, and answers nothing."""
    database = production.id("db")
    yield lambda: production.docker.pause(database)
    production.docker.attempt("unpause", database)
    assert wait_for(lambda: production.health("web") == "healthy")


@pytest.mark.parametrize("view", ["loops", "waits"])
def test_a_hung_request_ends_its_worker_and_the_log_shows_where(
    production: Stack, view: str
) -> None:
    address, before = production.address, production.logs("web")
    with ThreadPoolExecutor() as pool:
        hung = pool.submit(get, f"{address}/{view}/", HTTPS, 60)
        while not hung.result():
            assert get(f"{address}/health/live/").status == 200

    assert hung.result().status == 0
    new = production.logs("web").removeprefix(before)
    assert "A request takes longer than 6.0 seconds: new worker." in new
    assert re.search(rf'File "/app/proof_urls.py", line \d+ in {view}$', new, re.M)
    assert get(f"{address}/", HTTPS).status == 200


def test_a_silent_database_is_not_ready_and_the_server_lives_on(
    production: Stack, silent: Callable[[], None]
) -> None:
    address, before = production.address, production.inspect("web")
    with ThreadPoolExecutor(THREADS) as pool:
        keep_connections(address, pool)
        silent()
        hung = [pool.submit(get, f"{address}/", HTTPS, 60) for _ in range(3)]
        assert get(f"{address}/health/ready/").status == 503
        while not all(request.result() for request in hung):
            assert get(f"{address}/health/live/").status == 200
            assert get(f"{address}/health/ready/", timeout=5).status != 200
        assert wait_for(lambda: production.health("web") == "unhealthy")

        production.docker("unpause", production.id("db"))
        assert wait_for(lambda: get(f"{address}/health/ready/").status == 200)
        assert wait_for(lambda: production.health("web") == "healthy")
    after = production.inspect("web")
    assert after["State"]["StartedAt"] == before["State"]["StartedAt"]
    assert after["RestartCount"] == 0


def test_every_thread_that_waits_for_a_silent_database_is_free_again(
    production: Stack, silent: Callable[[], None]
) -> None:
    address = production.address
    with ThreadPoolExecutor(3 * THREADS) as pool:
        keep_connections(address, pool)
        silent()
        hung = [pool.submit(get, f"{address}/", HTTPS, 60) for _ in range(3 * THREADS)]
        # The connection ends with the worker; on a new one, the database has three seconds.
        assert {request.result().status for request in hung} <= {0, 500}
        assert get(f"{address}/health/live/").status == 200


def test_clients_that_send_slowly_hold_every_thread(production: Stack) -> None:
    """Such as a few with half a header each: what a proxy that reads requests whole is for."""
    address = production.address
    server = urlsplit(address)
    assert get(f"{address}/health/live/").status == 200
    with ExitStack() as slow:
        for _ in range(2 * THREADS):
            client = slow.enter_context(create_connection((str(server.hostname), server.port or 0)))
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert wait_for(lambda: get(f"{address}/health/live/", timeout=3).status == 0)
    assert wait_for(lambda: get(f"{address}/health/live/").status == 200)


def keep_connections(address: str, pool: ThreadPoolExecutor) -> None:
    """Make each thread of the servers open a connection to the database, which it keeps."""
    requests = [pool.submit(get, f"{address}/", HTTPS) for _ in range(4 * THREADS)]
    assert {request.result().status for request in requests} == {200}
