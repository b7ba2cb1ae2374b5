"""What a worker does."""

from config.celery import app

from books.models import Book


@app.task
def shelve(book_id: int) -> str:
    """Find the shelf of a book, by the first letter of its title."""
    return f"shelf {Book.objects.get(pk=book_id).title[0]}"
