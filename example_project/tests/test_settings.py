"""Settings: the file is read with one set of variables after another."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PRODUCTION = {
    "DJANGO_SECRET_KEY": "not-a-secret-but-long-enough-for-the-deployment-check-1234",
    "DJANGO_ALLOWED_HOSTS": "library.example",
    "DJANGO_NUM_PROXIES": "1",
    "POSTGRES_HOST": "db",
    "POSTGRES_PASSWORD": "pass word",
}

Read = Callable[..., dict[str, Any]]

# Required


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_does_not_start_without(read_settings: Read, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^Set {name}\b.*\.$"):
        read_settings(**{**PRODUCTION, name: ""})


def test_debug_needs_nothing_else(read_settings: Read) -> None:
    settings = read_settings(DJANGO_DEBUG="1")
    assert settings["SECRET_KEY"].startswith("django-insecure-")
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert not settings["SECURE_SSL_REDIRECT"]
    assert "STORAGES" not in settings


@pytest.mark.parametrize(
    ("name", "value"),
    [("DJANGO_DEBUG", "maybe"), ("DJANGO_NUM_PROXIES", "-1"), ("DJANGO_HSTS_SECONDS", "1h")],
)
def test_value_that_makes_no_sense_is_refused(read_settings: Read, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} is '{value}'; set it to "):
        read_settings(**{**PRODUCTION, name: value})


def test_lists_may_have_spaces_and_a_last_comma(read_settings: Read) -> None:
    origins = "https://a.example, https://b.example,"
    settings = read_settings(DJANGO_DEBUG="true", DJANGO_CSRF_TRUSTED_ORIGINS=origins)
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://a.example", "https://b.example"]


# Production


def test_production_is_strict(read_settings: Read) -> None:
    settings = read_settings(**PRODUCTION)
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["library.example"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert "Manifest" in settings["STORAGES"]["staticfiles"]["BACKEND"]


def test_production_can_be_tried_without_https(read_settings: Read) -> None:
    settings = read_settings(**PRODUCTION, DJANGO_HTTPS="0")
    assert not settings["SECURE_SSL_REDIRECT"]
    assert not settings["SESSION_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] == 0


def test_hsts_is_an_hour_or_what_the_variable_says(read_settings: Read) -> None:
    assert read_settings(**PRODUCTION)["SECURE_HSTS_SECONDS"] == 3600
    assert (
        read_settings(**PRODUCTION, DJANGO_HSTS_SECONDS="31536000")["SECURE_HSTS_SECONDS"]
        == 31536000
    )


def test_scheme_is_believed_only_behind_a_proxy(read_settings: Read) -> None:
    assert "SECURE_PROXY_SSL_HEADER" in read_settings(**PRODUCTION)
    assert "SECURE_PROXY_SSL_HEADER" not in read_settings(
        **{**PRODUCTION, "DJANGO_NUM_PROXIES": "0"}
    )


def test_older_keys_still_count(read_settings: Read) -> None:
    settings = read_settings(**PRODUCTION, DJANGO_SECRET_KEY_FALLBACKS="last-year,the-year-before")
    assert settings["SECRET_KEY_FALLBACKS"] == ["last-year", "the-year-before"]


def test_deployment_check_finds_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=PRODUCTION,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


# Files


def test_secrets_come_from_files(read_settings: Read, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("$key of the file\n", encoding="utf-8")
    (tmp_path / "password").write_text("pass word\n", encoding="utf-8")
    settings = read_settings(
        **{**PRODUCTION, "DJANGO_SECRET_KEY": "", "POSTGRES_PASSWORD": ""},
        DJANGO_SECRET_KEY_FILE=str(tmp_path / "key"),
        POSTGRES_PASSWORD_FILE=str(tmp_path / "password"),
    )
    assert settings["SECRET_KEY"] == "$key of the file"
    assert settings["DATABASES"]["default"]["PASSWORD"] == "pass word"


def test_missing_or_empty_secret_file_is_an_error(read_settings: Read, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_settings(DJANGO_SECRET_KEY_FILE=str(tmp_path / "none"))
    (tmp_path / "empty").touch()
    with pytest.raises(ImproperlyConfigured, match="Set DJANGO_SECRET_KEY"):
        read_settings(DJANGO_SECRET_KEY_FILE=str(tmp_path / "empty"))


def test_variable_and_file_at_once_are_an_error(read_settings: Read, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("another", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="DJANGO_SECRET_KEY_FILE, not both"):
        read_settings(**PRODUCTION, DJANGO_SECRET_KEY_FILE=str(tmp_path / "key"))


# Databases


def test_postgresql_by_parts(read_settings: Read) -> None:
    assert read_settings(**PRODUCTION, POSTGRES_USER="me")["DATABASES"]["default"] == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db",
        "PORT": "5432",
        "NAME": "library",
        "USER": "me",
        "PASSWORD": "pass word",
        "OPTIONS": {"connect_timeout": 3, "tcp_user_timeout": 10_000},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
    }


def test_postgresql_by_url(read_settings: Read) -> None:
    url = "postgres://me:p%40ss@db:5433/books?sslmode=require&connect_timeout=9"
    settings = read_settings(DJANGO_DEBUG="1", DATABASE_URL=url, POSTGRES_HOST="other")
    database = settings["DATABASES"]["default"]
    assert (database["USER"], database["PASSWORD"]) == ("me", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "books")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert int(database["OPTIONS"]["connect_timeout"]) == 9
    assert database["CONN_MAX_AGE"] == 0  # in debug


def test_sqlite_in_production_only_by_name(read_settings: Read) -> None:
    settings = read_settings(**PRODUCTION, DATABASE_URL="sqlite:///db.sqlite3")
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    with pytest.raises(ImproperlyConfigured, match="SQLite has to be asked for by name"):
        read_settings(POSTGRES_HOST="", DATABASE_URL="")
