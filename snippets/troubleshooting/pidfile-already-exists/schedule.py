"""A Celery application that only has a scheduler to try."""

from celery import Celery

app = Celery("library", broker="memory://")
