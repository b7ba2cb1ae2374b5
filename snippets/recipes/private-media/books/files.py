"""Uploads for people who are signed in: Django says who, the proxy sends the file."""

from mimetypes import guess_type
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
@login_required
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Name the file to the proxy. In development there is none, so send it from here."""
    if settings.DEBUG:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    kind = guess_type(path)[0] or "application/octet-stream"
    return HttpResponse(content_type=kind, headers={"X-Accel-Redirect": f"/{quote(path)}"})
