"""Where gunicorn enters: `config.wsgi:application`."""

import os
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


def read_request(environ: dict[str, Any]) -> WSGIRequest:
    """Read a request, whatever its `Content-Type` says.

    Django reads the query string with that header's charset, before any middleware could refuse
    one such as `base64`, and would fail with it. Without the header it does not.
    """
    try:
        return WSGIRequest(environ)
    except (LookupError, UnicodeError, SuspiciousOperation):
        environ["CONTENT_TYPE"] = ""
        return WSGIRequest(environ)


application.request_class = read_request  # type: ignore[assignment]
