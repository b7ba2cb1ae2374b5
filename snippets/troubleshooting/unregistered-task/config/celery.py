"""A Celery application for the library."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("library", broker="redis://broker:6379")
app.autodiscover_tasks()
