"""Headers that tell a browser what it may do, and the way to HTTPS."""

import pytest
from django.test import Client
from pytest_django import Settings

PAGES = ["/", "/admin/login/", "/api/auth/login/", "/api/v1/books/", "/api/v1/docs/"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_page_loads_only_what_comes_from_here(client: Client, address: str) -> None:
    header = client.get(address, headers={"accept": "text/html"})["Content-Security-Policy"]
    policy = dict(directive.split(maxsplit=1) for directive in header.split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert (
        "script-src" not in policy
    )  # the default holds: no script in the page, none from elsewhere


@pytest.mark.parametrize("address", PAGES)
def test_page_gets_no_camera_and_no_frame(client: Client, address: str) -> None:
    response = client.get(address)
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_browser_is_held_to_https_once_it_came_by_it(client: Client, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 3600
    assert client.get("/", secure=True)["Strict-Transport-Security"] == "max-age=3600"
    assert "Strict-Transport-Security" not in client.get("/")


def test_plain_http_is_sent_to_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/?q=tea")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/?q=tea")


def test_proxy_says_that_the_client_used_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    https = {"x-forwarded-proto": "https"}
    assert client.get("/", headers=https).status_code == 301  # nobody stands in front
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client.get("/", headers=https).status_code == 200
