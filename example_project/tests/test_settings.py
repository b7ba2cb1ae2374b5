"""Settings and the files that start the project, each read with an environment of its own."""

import logging
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent
OURS = ("DJANGO_", "DATABASE_", "POSTGRES_", "WEB_CONCURRENCY")
PRODUCTION = {
    "DJANGO_SECRET_KEY": "not-a-secret-but-long-enough-for-the-deployment-check-1234",
    "DJANGO_ALLOWED_HOSTS": "library.example",
}

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    return monkeypatch


@pytest.fixture
def read(clean_environment: pytest.MonkeyPatch) -> Read:
    """A function that runs settings.py with these variables and returns its names."""

    def run(**variables: str) -> dict[str, Any]:
        for name, value in variables.items():
            clean_environment.setenv(name, value)
        return runpy.run_path(str(PROJECT / "config" / "settings.py"))

    return run


def test_no_secret_key_no_start(read: Read) -> None:
    with pytest.raises(ImproperlyConfigured, match="Set DJANGO_SECRET_KEY, or"):
        read()


def test_debug_needs_nothing_else(read: Read) -> None:
    settings = read(DJANGO_DEBUG="1")
    assert settings["SECRET_KEY"].startswith("django-insecure-")
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert not settings["SECURE_SSL_REDIRECT"]
    assert "STORAGES" not in settings


def test_production_is_strict(read: Read) -> None:
    settings = read(**PRODUCTION)
    assert settings["DEBUG"] is False
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] == 3600
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]", "library.example"]
    assert "Manifest" in settings["STORAGES"]["staticfiles"]["BACKEND"]


def test_production_can_be_tried_without_https(read: Read) -> None:
    settings = read(**PRODUCTION, DJANGO_HTTPS="0")
    assert not settings["SECURE_SSL_REDIRECT"]
    assert not settings["SESSION_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] == 0


def test_switch_that_is_neither_on_nor_off_is_refused(read: Read) -> None:
    with pytest.raises(ImproperlyConfigured, match="DJANGO_DEBUG is 'maybe'"):
        read(DJANGO_DEBUG="maybe")


def test_lists_may_have_spaces_and_a_last_comma(read: Read) -> None:
    origins = "https://a.example, https://b.example,"
    settings = read(DJANGO_DEBUG="true", DJANGO_CSRF_TRUSTED_ORIGINS=origins)
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://a.example", "https://b.example"]


def test_secrets_come_from_files(read: Read, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("$key of the file\n", encoding="utf-8")
    (tmp_path / "password").write_text("pass word\n", encoding="utf-8")
    settings = read(
        DJANGO_SECRET_KEY_FILE=str(tmp_path / "key"),
        POSTGRES_HOST="db",
        POSTGRES_PASSWORD_FILE=str(tmp_path / "password"),
    )
    assert settings["SECRET_KEY"] == "$key of the file"
    assert settings["DATABASES"]["default"]["PASSWORD"] == "pass word"


def test_missing_or_empty_secret_file_is_an_error(read: Read, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(DJANGO_SECRET_KEY_FILE=str(tmp_path / "none"))
    (tmp_path / "empty").touch()
    with pytest.raises(ImproperlyConfigured):
        read(DJANGO_SECRET_KEY_FILE=str(tmp_path / "empty"))


def test_postgresql_by_parts(read: Read) -> None:
    database = read(**PRODUCTION, POSTGRES_HOST="db", POSTGRES_USER="me")["DATABASES"]["default"]
    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db",
        "PORT": "5432",
        "NAME": "library",
        "USER": "me",
        "PASSWORD": "",
        "OPTIONS": {"connect_timeout": 3},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_postgresql_by_url(read: Read) -> None:
    url = "postgres://me:p%40ss@db:5433/books?sslmode=require"
    settings = read(DJANGO_DEBUG="1", DATABASE_URL=url, POSTGRES_HOST="other")
    database = settings["DATABASES"]["default"]
    assert (database["USER"], database["PASSWORD"]) == ("me", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "books")
    assert database["OPTIONS"] == {"connect_timeout": 3, "sslmode": "require"}
    assert database["CONN_MAX_AGE"] == 0  # in debug


def test_log_leaves_out_the_probes(read: Read) -> None:
    keep = read(DJANGO_DEBUG="1")["LOGGING"]["filters"]["without_probes"]["callback"]
    assert keep(logging.makeLogRecord({"msg": '"GET / HTTP/1.1" 200'}))
    assert not keep(logging.makeLogRecord({"msg": '"GET /health/ready/ HTTP/1.1" 200'}))


def test_deployment_check_finds_nothing(clean_environment: pytest.MonkeyPatch) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env={**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_servers_find_the_application(server: str) -> None:
    assert callable(runpy.run_module(f"config.{server}")["application"])


def test_manage_runs_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manage.py", "check"])
    runpy.run_path(str(PROJECT / "manage.py"), run_name="__main__")
    assert "no issues" in capsys.readouterr().out


def test_manage_says_when_django_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "django.core.management", None)
    with pytest.raises(ImportError, match="Couldn't import Django"):
        runpy.run_path(str(PROJECT / "manage.py"))["main"]()


def test_gunicorn_reads_its_workers(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("WEB_CONCURRENCY", "5")
    configuration = runpy.run_path(str(PROJECT / "gunicorn.conf.py"))
    assert configuration["workers"] == 5
    access = logging.getLogger("gunicorn.access")
    assert access.filter(logging.makeLogRecord({"msg": '"GET / HTTP/1.1" 200'}))
    assert not access.filter(logging.makeLogRecord({"msg": '"GET /health/live/ HTTP/1.1" 200'}))
