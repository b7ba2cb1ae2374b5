"""The cache of all processes."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def optional(method: Callable[..., Any], empty: Any) -> Callable[..., Any]:
    """Return `method` made to answer as an empty cache does while the server is away."""

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except RedisError as error:
            logger.error("No cache: %s", error)
            return empty

    return call


class OptionalRedisCache(RedisCache):
    """Pages still come without the server: a little slower, and with no limit of requests."""

    get = optional(RedisCache.get, None)
    set = optional(RedisCache.set, None)
    add = optional(RedisCache.add, True)
    delete = optional(RedisCache.delete, False)
    has_key = optional(RedisCache.has_key, False)
