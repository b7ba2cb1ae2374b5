"""What a worker does, outside of requests."""

from celery import shared_task
from django.db import OperationalError

from books.catalogue import subtitle_of
from books.models import Book


@shared_task(autoretry_for=[OperationalError], retry_backoff=True, max_retries=10)
def look_up(book_id: int) -> None:
    """Ask the catalogue for the subtitle of a book that has none. To do it twice does no harm."""
    book = Book.objects.get(pk=book_id)
    Book.objects.filter(pk=book_id, subtitle="").update(subtitle=subtitle_of(book.isbn))


@shared_task
def look_up_all() -> None:
    """Look up every book without a subtitle, also those whose task was lost."""
    for pk in Book.objects.filter(subtitle="").values_list("pk", flat=True):
        look_up.delay(pk)
