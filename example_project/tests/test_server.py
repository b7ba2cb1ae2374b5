"""What starts the project: the servers' entry points, and gunicorn's configuration."""

import os
import runpy
import time
from importlib import import_module
from types import SimpleNamespace
from unittest.mock import Mock
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings

from config.wsgi import application


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_server_finds_the_application(server: str) -> None:
    assert callable(import_module(f"config.{server}").application)


def status_of_get(**variables: str) -> str:
    """Call the application as a server does."""
    environ = {"HTTP_HOST": "testserver", **variables}
    setup_testing_defaults(environ)
    start_response = Mock()
    application(environ, start_response).close()
    return str(start_response.call_args.args[0])


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(
    ("content_type", "query", "status"),
    [
        ("text/plain", "q=t%65a", "200 OK"),
        ("text/plain; charset=base64", "q=t%65a", "200 OK"),
        ("text/plain; charset=undefined", "q=t%65a", "200 OK"),
        ("text/plain; charset=utf-8", "q&" * 2000, "400 Bad Request"),
    ],
)
def test_content_type_of_a_get_breaks_nothing(content_type: str, query: str, status: str) -> None:
    assert status_of_get(CONTENT_TYPE=content_type, QUERY_STRING=query) == status


@pytest.mark.usefixtures("one_connection")
def test_client_may_have_no_address() -> None:  # the server listens on a file, say
    assert status_of_get() == "200 OK"


# gunicorn


@pytest.fixture
def gunicorn() -> SimpleNamespace:
    """The names in gunicorn's configuration."""
    return SimpleNamespace(**runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py")))


@pytest.mark.parametrize(("value", "workers"), [("5", 5), ("", 2), (None, 2)])
def test_workers_come_from_the_variable(
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    value: str | None,
    workers: int,
) -> None:
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    if value is not None:
        monkeypatch.setenv("WEB_CONCURRENCY", value)
    assert request.getfixturevalue("gunicorn").workers == workers


class Watch:
    """What the watchdog does, written down instead of done. It sleeps as often as it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.naps = 3
        monkeypatch.setattr(os, "kill", lambda pid, signal: self.done.append(signal.name))
        monkeypatch.setattr(os, "_exit", lambda code: self.done.append(f"exit {code}"))
        monkeypatch.setattr(time, "sleep", self.sleep)

    def sleep(self, seconds: float) -> None:
        self.done.append(f"sleep {seconds}")
        self.naps -= 1
        if not self.naps:
            raise TimeoutError


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def test_request_that_hangs_ends_the_worker(
    gunicorn: SimpleNamespace, watch: Watch, capfd: pytest.CaptureFixture[str]
) -> None:
    worker = Mock()
    gunicorn.pre_request(worker, None)
    gunicorn.running[0] = time.monotonic() - gunicorn.REQUEST_LIMIT
    gunicorn.end_hung_worker(worker)
    assert watch.done == ["SIGTERM", "sleep 8", "exit 1"]
    assert worker.log.critical.called
    assert "test_request_that_hangs_ends_the_worker" in capfd.readouterr().err  # where it hangs


def test_requests_that_end_let_the_worker_live(gunicorn: SimpleNamespace, watch: Watch) -> None:
    for _ in range(2):
        gunicorn.pre_request(None, None)
    with pytest.raises(TimeoutError):
        gunicorn.end_hung_worker(None)
    gunicorn.post_request(None, None, {}, None)
    gunicorn.post_request(None, None, {}, None)  # after a request that could not be read
    assert not gunicorn.running
    assert watch.done == ["sleep 1"] * 3


def test_each_worker_is_watched(gunicorn: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = Mock()
    monkeypatch.setattr("threading.Thread", thread)
    gunicorn.post_worker_init("worker")
    thread.assert_called_once_with(target=gunicorn.end_hung_worker, args=["worker"], daemon=True)
    thread.return_value.start.assert_called_once_with()
