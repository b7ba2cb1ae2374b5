"""A task that is written while the worker runs."""

import logging

from books.models import Book
from config.celery import app

logger = logging.getLogger(__name__)


@app.task
def count_books() -> None:
    """Log how many books there are."""
    logger.info("%s books", Book.objects.count())
