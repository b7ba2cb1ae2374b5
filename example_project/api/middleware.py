"""Errors of the database that are the client's."""

from django.db import IntegrityError
from django.http import HttpRequest, JsonResponse
from django.utils.deprecation import MiddlewareMixin


class ConflictMiddleware(MiddlewareMixin):
    """Answer 409 when a change does not fit the data.

    That is an author who still has books, or two requests that add the same ISBN at once: the
    serializer has checked, the database decides. `ATOMIC_REQUESTS` has undone all of the request.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> JsonResponse | None:
        if isinstance(exception, IntegrityError) and request.path_info.startswith("/api/"):
            return JsonResponse({"detail": "This conflicts with other data."}, status=409)
        return None
