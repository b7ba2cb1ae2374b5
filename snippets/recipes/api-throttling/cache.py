# A connection of its own: on the other one, a request that fails takes back all that it changed,
# and its count has to stay.
DATABASES["cache"] = {**database, "ATOMIC_REQUESTS": False, "TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["config.routers.CacheRouter"]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",  # the table
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond that, old counts give way
    }
}
