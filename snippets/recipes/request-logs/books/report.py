"""A page with a slow query, and a mistake after it."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def report(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3)")
    return HttpResponse(100 / 0)
