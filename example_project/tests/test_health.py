"""Health: the two addresses, and the probe that asks one of them."""

import runpy
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from config import probe


def no_database(*args: object) -> None:
    raise OperationalError("connection refused")


def test_ready_when_the_database_answers(client: Client, db: None) -> None:
    response = client.get("/health/ready/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_below_a_path_that_the_proxy_cuts_off(client: Client, db: None) -> None:
    assert client.get("/health/ready/", SCRIPT_NAME="/library").status_code == 200
    assert client.get("/api/nothing/", SCRIPT_NAME="/library").json() == {"detail": "Not Found"}


def test_ready_asks_on_a_connection_of_its_own(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", no_database)  # of the one that is open
        assert client.get("/health/ready/").status_code == 200


def test_alive_but_not_ready_without_the_database(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(type(connections[DEFAULT_DB_ALIAS]), "cursor", no_database)
        assert client.get("/health/live/").json() == {"status": "ok"}
        response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "unavailable"}
    assert "connection refused" in caplog.text
    assert "refused" not in response.content.decode()


def test_ready_needs_neither_session_nor_user(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/health/ready/")


@pytest.mark.parametrize("address", ["/health/live/", "/health/ready/"])
def test_health_can_only_be_asked(client: Client, db: None, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_probe_needs_neither_https_nor_the_name_of_the_site(
    client: Client, db: None, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["library.example"]
    assert client.get("/health/ready/", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 400
    assert client.get("/", headers={"host": "library.example"}).status_code == 301


@pytest.fixture
def serve() -> Iterator[Callable[[int], int]]:
    """A function that starts a server which answers with one status; it returns the port."""
    servers = []

    def start(status: int) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status if self.path == "/health/ready/" else 404)
                self.end_headers()
                self.wfile.write(b"answer")

            def log_message(self, *args: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("status", "exit_code"), [(200, 0), (503, 1), (404, 1)])
def test_probe_exits_as_the_server_answers(
    serve: Callable[[int], int], capsys: pytest.CaptureFixture[str], status: int, exit_code: int
) -> None:
    assert probe.main(serve(status)) == exit_code
    assert capsys.readouterr().out == f"{status} answer\n"


def test_probe_fails_without_a_server(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*args: object) -> None:
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(HTTPConnection, "request", refuse)
    with pytest.raises(SystemExit, match="1"):
        runpy.run_path(probe.__file__, run_name="__main__")
    assert capsys.readouterr().out == "No answer: refused\n"
