"""Error pages, and errors as JSON for programs."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def answer(request: HttpRequest, status: int) -> HttpResponse:
    """Return an error as JSON below `/api/`, else as a page."""
    error = HTTPStatus(status)
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": error.phrase}, status=status)
    return render(request, "error.html", {"error": error}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, 500)
