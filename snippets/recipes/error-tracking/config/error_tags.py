"""Let an error report name the request that it comes from."""

from collections.abc import Callable

import sentry_sdk
from django.http import HttpRequest, HttpResponse


def request_id_tag(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        sentry_sdk.set_tag("request_id", request.META["REQUEST_ID"])
        return get_response(request)

    return middleware
