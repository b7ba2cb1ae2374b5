"""A page that stands for a report which reads a whole table into memory."""

from django.http import HttpRequest, HttpResponse


def eat(request: HttpRequest, megabytes: int) -> HttpResponse:
    """Fill so many megabytes of memory with bytes, then let go of them."""
    full = b"x" * (megabytes * 1024 * 1024)
    return HttpResponse(f"This took {len(full)} bytes.\n")
