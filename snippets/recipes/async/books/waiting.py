"""A view that spends its time waiting."""

import asyncio

from django.db import transaction
from django.http import HttpRequest, HttpResponse


@transaction.non_atomic_requests
async def waiting(request: HttpRequest) -> HttpResponse:
    """Answer after two seconds, like a view that calls a slow service."""
    await asyncio.sleep(2)
    return HttpResponse("done\n")
