"""Read books in pieces, while another client's transaction takes the connection."""

from django.db import connection

from books.models import Book

books = Book.objects.order_by("title").iterator(chunk_size=5)
print(next(books))

other = connection.copy()
other.set_autocommit(False)
other.cursor().execute("SELECT 1")

print(len(list(books)), "more")
