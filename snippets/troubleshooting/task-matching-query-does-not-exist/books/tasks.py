"""Work for a new author."""

import logging

from books.models import Author
from config.celery import app

logger = logging.getLogger(__name__)


@app.task
def welcome(author_id: int) -> None:
    """Log the name of an author."""
    logger.info("Welcome, %s", Author.objects.get(pk=author_id))
