"""A book without a subtitle, which no task has looked up yet."""

from datetime import date

from books.models import Book

Book.objects.create(
    title="A New Book", isbn="9780306406157", page_count=1, published=date(2026, 1, 1)
)
