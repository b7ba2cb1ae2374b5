"""Signing in: with a password and a session in a browser, with a token in a program."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.models import User
from books.models import Book

LOGINS = ["/admin/login/", "/api/auth/login/"]


@pytest.fixture
def browser() -> Client:
    """A browser, whose forms and scripts have to send the CSRF token back."""
    return Client(enforce_csrf_checks=True)


def sign_in(browser: Client, address: str, username: str, password: str) -> int:
    """Fill in the form, and return the status of the answer: 302 if it was right."""
    browser.get(address)
    form = {
        "username": username,
        "password": password,
        "csrfmiddlewaretoken": browser.cookies["csrftoken"].value,
    }
    return browser.post(address, form).status_code


# Browsers


@pytest.mark.parametrize("address", LOGINS)
def test_form_signs_in(browser: Client, librarian: User, password: str, address: str) -> None:
    assert browser.get("/admin/").status_code == 302
    assert sign_in(browser, address, "librarian", "wrong") == 200
    assert browser.get("/admin/").status_code == 302
    assert sign_in(browser, address, "librarian", password) == 302
    assert browser.get("/admin/").status_code == 200
    assert browser.cookies["sessionid"]["httponly"]  # out of reach of scripts


@pytest.mark.parametrize("address", LOGINS)
def test_form_of_another_site_is_refused(
    browser: Client, librarian: User, password: str, address: str
) -> None:
    form = {"username": "librarian", "password": password}
    assert browser.post(address, form).status_code == 403
    assert "sessionid" not in browser.cookies


@pytest.mark.parametrize("username", ["reader", "nobody"])
def test_admin_is_for_staff(browser: Client, reader: User, password: str, username: str) -> None:
    assert sign_in(browser, "/admin/login/", username, password) == 200
    assert browser.get("/admin/").status_code == 302


def test_login_ends_on_a_page_that_exists(client: Client, reader: User, password: str) -> None:
    form = {"username": "reader", "password": password}
    end = client.post("/api/auth/login/", form, follow=True)
    assert end.redirect_chain == [("/", 302)]
    assert end.status_code == 200


@pytest.mark.parametrize("address", LOGINS)
def test_login_leads_to_no_other_site(
    client: Client, librarian: User, password: str, address: str
) -> None:
    form = {"username": "librarian", "password": password, "next": "//elsewhere.example"}
    assert client.post(address, form)["Location"] == "/"


def test_session_writes_only_with_the_csrf_token(
    browser: Client, librarian: User, password: str, book: Book
) -> None:
    sign_in(browser, "/api/auth/login/", "librarian", password)
    url, change = f"/api/v1/books/{book.pk}/", {"title": "Changed"}
    refused = browser.patch(url, change, "application/json")
    assert refused.status_code == 403
    assert refused.json()["detail"].startswith("CSRF Failed")
    token = browser.cookies["csrftoken"].value
    changed = browser.patch(url, change, "application/json", headers={"x-csrftoken": token})
    assert changed.json()["title"] == "Changed"


def test_logging_out_ends_the_session(client: Client, librarian: User, password: str) -> None:
    client.post("/api/auth/login/", {"username": "librarian", "password": password})
    session = client.cookies["sessionid"].value
    client.post("/api/auth/logout/")
    client.cookies["sessionid"] = session
    assert client.get("/admin/").status_code == 302


# Programs


@pytest.fixture
def token(librarian: User, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("create_token", "librarian")
    return capsys.readouterr().out.strip()


def status_of_writing(authorization: str) -> int:
    """Add an author, and return the status: 201 for who may, 401 for nobody we know."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=authorization)
    response = client.post("/api/v1/authors/", {"name": "Ada"})
    assert response.status_code != 401 or response["WWW-Authenticate"] == "Token"
    return response.status_code


def test_token_of_the_command_opens_the_api(token: str) -> None:
    assert status_of_writing(f"Token {token}") == 201


def test_token_is_stored_as_a_hash(token: str) -> None:
    assert len(token) == 64
    assert token not in str(AuthToken.objects.values_list().get())


@pytest.mark.parametrize(
    "wrong",
    [
        "Token",
        "Token not-a-token",
        "Token two words",
        "Bearer {token}",
        "Token {token}x",
        "Basic bGlicmFyaWFuOmNvcnJlY3QgaG9yc2UgYmF0dGVyeSBzdGFwbGU=",  # the right password
    ],
)
def test_wrong_token_is_refused(token: str, wrong: str) -> None:
    assert status_of_writing(wrong.format(token=token)) == 401


def test_token_lasts_90_days(token: str) -> None:
    lifetime = AuthToken.objects.get().expiry - timezone.now()
    assert timedelta(days=89) < lifetime < timedelta(days=91)


def test_expired_token_is_refused(token: str) -> None:
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert status_of_writing(f"Token {token}") == 401


def test_token_of_an_inactive_user_is_refused(token: str, librarian: User) -> None:
    librarian.is_active = False
    librarian.save()
    assert status_of_writing(f"Token {token}") == 401


def test_wrong_token_may_not_even_read(client: Client, db: None) -> None:
    headers = {"authorization": "Token not-a-token"}
    assert client.get("/api/v1/books/", headers=headers).status_code == 401


def test_nobody_gets_no_token(db: None) -> None:
    with pytest.raises(CommandError, match="There is no user 'nobody'"):
        call_command("create_token", "nobody")


def test_user_is_ours(django_user_model: type) -> None:
    assert django_user_model is User
