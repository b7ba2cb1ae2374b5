"""A page that stands for a slow report."""

import time

from django.http import HttpRequest, HttpResponse


def slow(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer after so many seconds."""
    time.sleep(seconds)
    return HttpResponse(f"This took {seconds} seconds.\n")
