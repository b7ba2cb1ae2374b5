"""What happens to every request on its way in and out."""

import codecs
import logging
import re
import time
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import unquote
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from config import errors

logger = logging.getLogger("requests")


# --8<-- [start:client]
class ClientMiddleware(MiddlewareMixin):
    """Put the client's own address into `REMOTE_ADDR`, where all others look for it.

    Each proxy appends the address it was asked from to `X-Forwarded-For`. The last `NUM_PROXIES`
    entries are therefore true; anything before them the client can have made up.
    """

    def process_request(self, request: HttpRequest) -> None:
        request.META.setdefault("REMOTE_ADDR", "")  # a server that listens on a file knows none
        seen = request.headers.get("X-Forwarded-For", "").split(",")
        if 0 < settings.NUM_PROXIES <= len(seen):
            address = seen[-settings.NUM_PROXIES].strip()
            if is_address(address):
                request.META["REMOTE_ADDR"] = address


def is_address(text: str) -> bool:
    """Tell whether `text` is an IPv4 or IPv6 address."""
    try:
        return bool(ip_address(text))
    except ValueError:
        return False
# --8<-- [end:client]


def client_network(request: HttpRequest) -> str:
    """Return what failed sign-ins are counted by: the address, of IPv6 its /64.

    A provider gives that many IPv6 addresses to a single customer.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    if ":" not in address:
        return address
    # Some proxies write IPv4 addresses as IPv6: ::ffff:192.0.2.1.
    mapped = IPv6Address(address).ipv4_mapped
    return str(mapped or ip_network((address, 64), strict=False).network_address)


def attempted_username(request: HttpRequest, credentials: dict[str, str]) -> str:
    """Return the name of a failed sign-in, as much of it as the column holds."""
    return (credentials.get("username") or "")[:255]


class RequestLogMiddleware(MiddlewareMixin):
    """Log one line for each request, with an id that the response carries as well."""

    def process_request(self, request: HttpRequest) -> None:
        given = request.headers.get("X-Request-ID", "")
        trusted = settings.NUM_PROXIES and re.fullmatch(r"[\w-]{1,64}", given, re.ASCII)
        request.META["REQUEST_ID"] = given if trusted else uuid4().hex
        request.META["REQUEST_START"] = time.monotonic()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response["X-Request-ID"] = request.META["REQUEST_ID"]
        logger.info(
            "%s %s",
            request.method,
            request.path,
            extra={
                "status": response.status_code,
                "client": request.META["REMOTE_ADDR"],
                "milliseconds": round((time.monotonic() - request.META["REQUEST_START"]) * 1000),
                "agent": request.headers.get("User-Agent", ""),
                "request": request,
            },
        )
        return response


class RequestIdFilter(logging.Filter):
    """Give a log record the id of its request, Django's own records included."""

    def filter(self, record: logging.LogRecord) -> bool:
        if request := record.__dict__.pop("request", None):
            record.request_id = getattr(request, "META", {}).get("REQUEST_ID")
        return True


class LimitsMiddleware(MiddlewareMixin):
    """Refuse what no honest client sends.

    Django limits the size of forms; a body of JSON would be read whole. PostgreSQL refuses text
    with a NUL character, a token that is not ASCII cannot be decoded, and some of Python's
    encodings, such as base64, are none for text: each would be an error of the server.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        size = request.headers.get("Content-Length") or "0"
        if not re.fullmatch(r"[0-9]{1,15}", size):
            raise BadRequest("Content-Length that is no number")
        if int(size) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return errors.answer(request, 413)
        if codecs.lookup(request.encoding or "utf-8").name != "utf-8":
            return errors.answer(request, 415)
        query = unquote(request.META.get("QUERY_STRING", ""))
        token = request.headers.get("Authorization", "")
        if any("\0" in text for text in (query, request.path, token, *request.COOKIES.values())):
            raise BadRequest("NUL character")
        if not token.isascii():
            raise BadRequest("Authorization that is not ASCII")
        return None
