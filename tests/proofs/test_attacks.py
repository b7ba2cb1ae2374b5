"""Attacks over HTTP on the production stack. The proof is the one proxy in front of it."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import HTTPS, Answer, Docker, Stack, get, production_stack

pytestmark = pytest.mark.engine

PASSWORD = "of-this-proof-alone"
USER = f"""
from accounts.models import User
User.objects.create_superuser("reader", password={PASSWORD!r})
"""
LIMIT = 10  # wrong passwords
FORMS = ("/admin/login/", "/api/auth/login/")


@pytest.fixture(scope="module")
def production(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    with production_stack(docker, "attacks", project()) as running:
        running("up", "--build", "--wait")
        running.python(USER)
        yield running


def ask(
    production: Stack,
    path: str,
    client: str,
    form: dict[str, str] | None = None,
    **headers: str,
) -> Answer:
    """Ask as the proxy does for a client, whose own X-Forwarded-For it adds to."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    seen = ", ".join(filter(None, [given.pop("X-Forwarded-For", ""), client]))
    given |= {**HTTPS, "X-Forwarded-For": seen}
    return get(production.address + path, given, form=form)


def sign_in(
    production: Stack, client: str, password: str = "wrong", path: str = FORMS[0], forged: str = ""
) -> int:
    """Try a password in a form as a client; return the status: 302 if it is right."""
    page = ask(production, path, client)
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = re.search('name="csrfmiddlewaretoken" value="(.+?)"', page.text)
    assert token
    form = {"username": "reader", "password": password, "csrfmiddlewaretoken": token[1]}
    referer = {"Cookie": cookie, "Referer": production.address.replace("http:", "https:") + path}
    answer = ask(production, path, client, form, **referer, X_Forwarded_For=forged)
    return answer.status


def test_the_tenth_wrong_password_locks_its_address_out(production: Stack) -> None:
    guesses = [sign_in(production, "203.0.113.1") for _ in range(LIMIT)]

    assert guesses == [200] * (LIMIT - 1) + [429]
    for form in FORMS:
        assert sign_in(production, "203.0.113.1", PASSWORD, form) == 429
        assert sign_in(production, "203.0.113.2", PASSWORD, form) == 302


def test_a_made_up_address_does_not_help(production: Stack) -> None:
    for number in range(LIMIT):
        last = sign_in(production, "203.0.113.3", forged=f"198.51.100.{number}")

    assert last == 429
    assert sign_in(production, "198.51.100.0", PASSWORD) == 302


def test_the_addresses_of_one_ipv6_network_count_as_one(production: Stack) -> None:
    for number in range(LIMIT):
        last = sign_in(production, f"2001:db8:0:1::{number}")

    assert last == 429
    assert sign_in(production, "2001:db8:0:2::1", PASSWORD) == 302


@pytest.mark.parametrize("path", ["/", "/nothing-here/", "/health/", "/api/v1/books/?search=%00"])
@pytest.mark.parametrize("agent", ["GET /health/live/ HTTP/1.1", '"}\t{"message": "GET /x"'])
def test_no_request_hides_from_the_log(production: Stack, path: str, agent: str) -> None:
    number = uuid.uuid4().hex
    answer = ask(production, path, "203.0.113.4", User_Agent=agent, X_Request_ID=number)

    assert answer.headers["X-Request-ID"] == number
    lines = map(json.loads, re.findall(r"^\{.*", production.logs("web"), re.M))
    (line,) = (line for line in lines if line.get("request_id") == number)
    assert line["message"] == f"GET {path.partition('?')[0]}"
    assert (line["status"], line["client"]) == (answer.status, "203.0.113.4")
    assert line["agent"] == agent


def test_a_made_up_address_is_not_logged(production: Stack) -> None:
    number = uuid.uuid4().hex
    ask(production, "/", "203.0.113.5", X_Forwarded_For="127.0.0.1", X_Request_ID=number)

    (line,) = (line for line in production.logs("web").splitlines() if number in line)
    assert json.loads(line)["client"] == "203.0.113.5"
