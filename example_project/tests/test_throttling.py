"""Throttling of the API, with the rates of the settings."""

from collections.abc import Callable

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User

AUTHORS = "/api/v1/authors/"


def test_visitor_gets_a_hundred_answers_a_minute(client: Client, db: None) -> None:
    forged = [{"x-forwarded-for": f"198.51.100.{n}"} for n in range(101)]  # and gains nothing
    answers = [client.get(AUTHORS, headers=headers) for headers in forged]
    assert [answer.status_code for answer in answers] == [200] * 100 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert client.get(AUTHORS, REMOTE_ADDR="192.0.2.2").status_code == 200
    assert client.get("/").status_code == 200


def test_user_gets_more_than_a_visitor(program: Callable[[User], APIClient], reader: User) -> None:
    client = program(reader)
    assert {client.get(AUTHORS).status_code for _ in range(101)} == {200}
