# Without an address, as in development and in tests, the cache is in each process's memory.
if url := env.text("CACHE_URL", default=""):
    CACHES = {
        "default": {
            "BACKEND": "config.cache.OptionalRedisCache",
            "LOCATION": url,
            # In seconds: a server that does not answer must not hold up a request.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
