"""Who opens a WebSocket with a token of the API."""

from typing import Any

from channels.db import database_sync_to_async
from channels.security.websocket import WebsocketDenier
from django.contrib.auth.models import AbstractBaseUser
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed


@database_sync_to_async
def user_of(header: bytes) -> AbstractBaseUser | None:
    """Return whose token `Authorization: Token …` holds."""
    scheme, _, token = header.partition(b" ")
    if scheme.lower() != b"token":
        return None
    try:
        return TokenAuthentication().authenticate_credentials(token)[0]
    except (AuthenticationFailed, UnicodeDecodeError):
        return None


class TokenMiddleware:
    """Refuse whoever has no token; name the user to the others, in the scope."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        user = await user_of(dict(scope["headers"]).get(b"authorization", b""))
        application = self.application if user else WebsocketDenier.as_asgi()
        await application({**scope, "user": user}, receive, send)
