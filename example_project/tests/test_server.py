"""What starts the project: the servers' entry points, and gunicorn's configuration."""

import runpy
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_server_finds_the_application(server: str) -> None:
    assert callable(import_module(f"config.{server}").application)


@pytest.mark.parametrize(("value", "workers"), [("5", 5), ("", 2), (None, 2)])
def test_workers_come_from_the_variable(
    monkeypatch: pytest.MonkeyPatch, value: str | None, workers: int
) -> None:
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    if value is not None:
        monkeypatch.setenv("WEB_CONCURRENCY", value)
    path = Path(settings.BASE_DIR) / "gunicorn.conf.py"
    assert runpy.run_path(str(path))["workers"] == workers
