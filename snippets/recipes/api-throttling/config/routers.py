"""Which connection to use for what."""

from typing import Any

from django.db.models import Model


class CacheRouter:
    """Lead the cache's table to the connection `cache`, and nothing else."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read
