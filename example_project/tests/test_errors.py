"""Errors: a page of ours for people, JSON for programs."""

from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.asserts import assertContains, assertNotContains

from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]  # Django looks here, too


# Two views that fail, beside all others: as a page, and below /api/.


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("a secret")


failing = [path("crash/", crash), path("forbidden/", forbid)]
urlpatterns = [
    path("", include("config.urls")),
    path("", include(failing)),
    path("api/", include(failing)),
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]

ERRORS = [
    ("?q=%00", 400),
    ("forbidden/", 403),
    ("nowhere/", 404),
    ("crash/", 500),
]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_people_get_a_page(client: Client, address: str, status: int) -> None:
    response = client.get(f"/{address}")
    assertContains(response, "All books", status_code=status)
    assertNotContains(response, "secret", status_code=status)
    phrase = "Not on our shelves" if status == 404 else HTTPStatus(status).phrase
    assertContains(response, f"<h1>{phrase}</h1>", status_code=status)


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_programs_get_json(client: Client, address: str, status: int) -> None:
    response = client.get(f"/api/{address}")
    assert response.status_code == status
    assert response.json() == {"detail": HTTPStatus(status).phrase}


@pytest.mark.parametrize(("address", "kind"), [("/", "text/html"), ("/api/", "application/json")])
def test_body_that_is_too_large_is_an_error_like_others(
    client: Client, address: str, kind: str
) -> None:
    response = client.post(address, "x" * (1024 * 1024 + 1), "application/json")
    assert response.status_code == 413
    assert response["Content-Type"].startswith(kind)


def test_host_that_is_not_ours_is_refused(client: Client) -> None:
    response = client.get("/", headers={"host": "elsewhere.example"})
    assertContains(response, "<h1>Bad Request</h1>", status_code=400)


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_errors_have_the_headers_of_other_answers(
    client: Client, address: str, status: int
) -> None:
    headers = client.get(f"/{address}").headers
    assert "Content-Security-Policy" in headers
    assert "Permissions-Policy" in headers
    assert "X-Content-Type-Options" in headers
