"""The log: one line of JSON for each request in production, and none for the probes."""

import io
import json
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as used
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from books.views import BookListView

Lines = Callable[[], list[Any]]


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [path("", BookListView.as_view()), path("crash/", crash)]

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(read_settings: Callable[..., dict[str, Any]]) -> Iterator[Lines]:
    """A function that returns what production has logged, line by line."""
    production = read_settings(
        DJANGO_SECRET_KEY="key",
        DJANGO_ALLOWED_HOSTS="testserver",
        DJANGO_NUM_PROXIES="0",
        DATABASE_URL="sqlite://:memory:",
    )
    stream = io.StringIO()
    production["LOGGING"]["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(production["LOGGING"])
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.config.dictConfig(used.LOGGING)


def test_request_is_one_line(client: Client, log: Lines) -> None:
    response = client.get("/?q=secret", headers={"user-agent": "Firefox"})
    (line,) = log()
    assert line.pop("asctime")
    assert 0 <= line.pop("milliseconds") < 10_000
    assert line == {
        "levelname": "INFO",
        "name": "requests",
        "message": "GET /",
        "status": 200,
        "client": "127.0.0.1",
        "agent": "Firefox",
        "request_id": response["X-Request-ID"],
    }


@pytest.mark.parametrize("address", ["/nowhere/", "/?q=%00", "/static/nothing.css", "/admin"])
def test_every_answer_is_logged_once(client: Client, log: Lines, address: str) -> None:
    status = client.get(address).status_code
    assert [line["status"] for line in log()] == [status]


@pytest.mark.parametrize("address", ["/health/live/", "/health/ready/"])
def test_probe_is_not_logged(client: Client, log: Lines, address: str) -> None:
    client.get(address)
    assert not log()


@pytest.mark.parametrize("header", ["user-agent", "referer", "x-request-id"])
def test_nobody_hides_as_a_probe(client: Client, log: Lines, header: str) -> None:
    client.get("/", headers={header: '"GET /health/live/ HTTP/1.1"'})
    client.get("/?next=/health/live/")
    assert len(log()) == 2


@pytest.mark.parametrize(
    "request_line", ["GET /health/live/ HTTP/1.1", "GET /health/ready/ HTTP/1.1"]
)
def test_runserver_logs_no_probe(log: Lines, request_line: str) -> None:
    logging.getLogger("django.server").info('"%s" %s %s', request_line, "200", "15")
    assert not log()


@pytest.mark.parametrize(
    "request_line", ["GET / HTTP/1.1", "GET /?/health/live/ HTTP/1.1", "GET /health/ HTTP/1.1", ""]
)
def test_runserver_logs_all_else(log: Lines, request_line: str) -> None:
    server = logging.getLogger("django.server")
    server.info('"%s" %s %s', request_line, "200", "15")
    server.info("Listening")
    assert [line["message"] for line in log()] == [f'"{request_line}" 200 15', "Listening"]


def test_failed_sign_ins_are_logged_without_passwords(client: Client, log: Lines) -> None:
    client.post("/admin/login/", {"username": "librarian", "password": "my secret"})
    messages = " ".join(line["message"] for line in log())
    assert "New login failure" in messages
    assert "secret" not in messages


# Request ids and addresses


def test_each_request_has_an_id_of_its_own(client: Client) -> None:
    ids = {client.get("/")["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2
    assert all(len(request_id) == 32 for request_id in ids)


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [
        (1, "from-the-proxy_1", True),
        (0, "from-the-client", False),
        (1, "two words", False),
        (1, "x" * 65, False),
        (1, "line\nbreak", False),
        (1, "ünïcode", False),
    ],
)
def test_id_is_taken_over_from_a_proxy_only(
    client: Client, settings: Settings, proxies: int, given: str, taken: bool
) -> None:
    settings.NUM_PROXIES = proxies
    assert (client.get("/", headers={"x-request-id": given})["X-Request-ID"] == given) is taken


@pytest.mark.urls(__name__)
def test_traceback_has_the_id_of_its_request(client: Client, log: Lines) -> None:
    client.raise_request_exception = False
    request_id = client.get("/crash/")["X-Request-ID"]
    error, request = log()
    assert error["levelname"] == "ERROR"
    assert "RuntimeError: broken" in error["exc_info"]
    assert error["request_id"] == request["request_id"] == request_id


def test_client_is_who_asked_the_proxy(client: Client, settings: Settings, log: Lines) -> None:
    settings.NUM_PROXIES = 1
    client.get("/", headers={"x-forwarded-for": "198.51.100.9, 203.0.113.7"})
    assert log()[0]["client"] == "203.0.113.7"
