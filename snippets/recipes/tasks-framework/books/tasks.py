"""Work that no request waits for."""

import time

from django_tasks import task  # from Django 6.0 on: from django.tasks import task

from books.models import Book


@task()
def count_pages() -> int:
    """Add up the pages of all books, as slowly as real work."""
    pages = 0
    for book in Book.objects.all():
        time.sleep(0.2)
        pages += book.page_count
    return pages
