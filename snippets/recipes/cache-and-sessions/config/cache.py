"""The cache of all processes."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def attempt(method: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
    """Call `method`; return `otherwise` while the server is away."""
    try:
        return method(*args, **kwargs)
    except RedisError as error:
        logger.error("No cache: %s", error)
        return otherwise


class OptionalRedisCache(RedisCache):
    """Pages still come without the server: a little slower, and with no limit of requests."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return attempt(super().get, default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        attempt(super().set, None, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return attempt(super().add, True, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return attempt(super().delete, False, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return attempt(super().has_key, False, *args, **kwargs)
