"""Two questions a machine may ask: does the process run, and can it serve?"""

import logging
from contextlib import closing

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process runs. It asks nobody else, the database included."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database does, else 503: then send no visitors here.

    On a connection of its own, since only a new one has a time limit (`connect_timeout`): on one
    that was kept, a server that went silent would keep this question waiting, too.
    """
    try:
        with closing(connection.copy()) as new, new.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("The database cannot be used.")
        return JsonResponse({"status": "unavailable", "database": "unavailable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


class HealthMiddleware(MiddlewareMixin):
    """Answer the two questions before anything else can get in the way.

    Who asks is a machine that knows the container's address, not the site's name, and speaks plain
    HTTP: `ALLOWED_HOSTS` and the redirect to HTTPS are not for it. Nor does it belong in the log.
    """

    views = {"/health/live/": live, "/health/ready/": ready}

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        view = self.views.get(request.path_info)
        return view(request) if view else None


class NoProbesFilter(logging.Filter):
    """Leave the two questions out of what `runserver` logs, too."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.args[0] if isinstance(record.args, tuple) and record.args else ""
        words = str(line).split()  # such as GET /health/live/ HTTP/1.1
        return len(words) != 3 or words[1] not in HealthMiddleware.views
