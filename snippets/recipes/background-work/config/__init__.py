"""Loads the Celery application wherever Django runs: a `@shared_task` belongs to the one loaded."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
