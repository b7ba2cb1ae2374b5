"""Write a session, lose the cache, and read the session again."""

from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache

session = SessionStore()
session["basket"] = 3
session.save()
print("in the cache:", session.cache_key in cache)
cache.clear()
print("in the cache:", session.cache_key in cache)
print("basket:", SessionStore(session.session_key)["basket"])
