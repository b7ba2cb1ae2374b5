"""The id of a request as a comment on each of its queries."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class SqlCommentMiddleware:
    """Let PostgreSQL know which request a query belongs to.

    `RequestLogMiddleware` above it has made the id, or let it through: it holds letters, digits,
    `-` and `_` alone, so nothing in it could end the comment.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        comment = f"/* request_id={request.META['REQUEST_ID']} */"

        def add_comment(
            execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
        ) -> Any:
            return execute(f"{sql} {comment}", params, many, context)

        with connection.execute_wrapper(add_comment):
            return self.get_response(request)
