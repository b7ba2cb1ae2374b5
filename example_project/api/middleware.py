"""Errors of the database that are the client's."""

import logging

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import HttpRequest, JsonResponse
from django.utils.deprecation import MiddlewareMixin

logger = logging.getLogger(__name__)


class ConflictMiddleware(MiddlewareMixin):
    """Answer 409 when a change does not fit the data.

    That is an author who still has books, or two requests that add the same ISBN at once: the
    serializer has checked, the database decides. `ATOMIC_REQUESTS` has undone all of the request.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> JsonResponse | None:
        if not isinstance(exception, IntegrityError) or not request.path_info.startswith("/api/"):
            return None
        if not isinstance(exception, ProtectedError):  # rare, and perhaps a fault of the code
            logger.warning("The database refused a change.", exc_info=exception)
        return JsonResponse({"detail": "This conflicts with other data."}, status=409)
