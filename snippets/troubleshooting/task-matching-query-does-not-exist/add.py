"""Adds a book as a request does, in one transaction, and starts a task for it."""

import time

from django.db import transaction

from books.models import Book
from books.tasks import shelve

with transaction.atomic():
    book = Book.objects.create(
        title="A New Book", isbn="9780306406157", page_count=1, published="2026-01-01"
    )
    shelve.delay(book.pk)
    time.sleep(2)  # all else that the request does
