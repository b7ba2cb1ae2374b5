"""A page with a mistake, in a function that knows a password."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def report(request: HttpRequest) -> HttpResponse:
    password = settings.DATABASES["default"]["PASSWORD"]
    address = f"postgres://library_app:{password}@db/library"
    return HttpResponse(100 / address.count("nothing"))
