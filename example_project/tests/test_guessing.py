"""Guessing passwords: ten failures, and the address waits for a quarter of an hour."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User

LOGINS = ["/admin/login/", "/api/auth/login/"]

pytestmark = pytest.mark.usefixtures("librarian")


def sign_in(
    password: str,
    address: str = "192.0.2.1",
    username: str = "librarian",
    login: str = LOGINS[0],
    **headers: str,
) -> int:
    """Sign in from this address, and return the status: 200 wrong, 302 right, 429 locked."""
    form = {"username": username, "password": password}
    client = Client(headers=headers, REMOTE_ADDR=address)
    return client.post(login, form).status_code


def fail(times: int = 10, **how: Any) -> list[int]:
    """Sign in with one wrong password after another."""
    return [sign_in(f"guess {n}", **how) for n in range(times)]


@pytest.mark.parametrize("login", LOGINS)
def test_ten_failures_lock_an_address_and_no_other(login: str, password: str) -> None:
    assert fail(login=login) == [200] * 9 + [429]
    assert sign_in(password, login=login) == 429
    assert sign_in(password, login=login, address="192.0.2.2") == 302


def test_logins_count_together(password: str) -> None:
    fail(5, login=LOGINS[0])
    fail(5, login=LOGINS[1])
    assert sign_in(password) == 429


def test_user_names_and_browsers_count_together(password: str) -> None:
    names = ["librarian", "reader", "nobody", "x" * 300, "y" * 10_000]
    for name in names:
        fail(2, username=name, **{"user-agent": f"browser of {name[:10]}"})
    assert sign_in(password) == 429


def test_locked_address_costs_no_hash(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    hashed = []
    encode = MD5PasswordHasher.encode

    def spy(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", spy)
    fail()
    assert len(hashed) == 10
    assert sign_in(password) == 429
    assert sign_in(password, username="nobody") == 429
    assert len(hashed) == 10


def test_success_does_not_start_the_count_anew(reader: User, password: str) -> None:
    fail(9)
    assert sign_in(password, username="reader", login="/api/auth/login/") == 302
    assert fail(1) == [429]


def test_failures_are_stored_with_each_request(db: None) -> None:
    assert connection.settings_dict["ATOMIC_REQUESTS"]
    fail()
    assert AccessAttempt.objects.get().failures_since_start == 10


def test_password_is_not_stored(password: str) -> None:
    fail(1)
    assert "guess" not in str(AccessAttempt.objects.values_list().get())


def test_lock_ends_after_a_quarter_of_an_hour_whatever_is_tried(password: str) -> None:
    fail()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14, seconds=50))
    assert fail(1) == [429]
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(password) == 302


def test_locked_address_may_still_read(client: Client) -> None:
    fail(address="127.0.0.1")
    assert client.get("/api/v1/books/").status_code == 200


# Addresses


def test_behind_a_proxy_the_last_entry_counts(settings: Settings, password: str) -> None:
    settings.NUM_PROXIES = 1
    for n in range(10):
        sign_in("guess", **{"x-forwarded-for": f"198.51.100.{n}, 203.0.113.7"})
    forged = {"x-forwarded-for": "198.51.100.99, 203.0.113.7"}
    assert sign_in(password, **forged) == 429
    assert sign_in(password, **{"x-forwarded-for": "203.0.113.8"}) == 302


def test_behind_two_proxies_the_last_but_one_counts(settings: Settings, password: str) -> None:
    settings.NUM_PROXIES = 2
    fail(10, **{"x-forwarded-for": "203.0.113.7, 10.0.0.1"})
    assert sign_in(password, **{"x-forwarded-for": "203.0.113.7, 10.0.0.2"}) == 429


@pytest.mark.parametrize("forwarded", ["", "unknown", "203.0.113.7:1234"])
def test_entry_that_is_no_address_counts_for_the_proxy(
    settings: Settings, password: str, forwarded: str
) -> None:
    settings.NUM_PROXIES = 1
    fail(10, **{"x-forwarded-for": forwarded})
    assert sign_in(password) == 429


def test_without_a_proxy_the_header_counts_for_nothing(password: str) -> None:
    for n in range(10):
        sign_in("guess", **{"x-forwarded-for": f"198.51.100.{n}"})
    assert sign_in(password) == 429


@pytest.mark.parametrize(
    ("guesser", "neighbour", "stranger"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"),
        ("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.2"),  # IPv4, as some servers write it
    ],
)
def test_ipv6_counts_by_network(guesser: str, neighbour: str, stranger: str, password: str) -> None:
    fail(address=guesser)
    assert sign_in(password, address=neighbour) == 429
    assert sign_in(password, address=stranger) == 302
