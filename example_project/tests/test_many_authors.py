"""Ten thousand authors: no page lists them all, and none asks the database more often."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from books.models import Author, Book

ADDRESSES = [
    "/",
    "/admin/books/book/",
    "/admin/books/book/add/",
    "/admin/books/book/{pk}/change/",
    "/admin/autocomplete/?app_label=books&model_name=authorship&field_name=author",
    "/api/v1/books/",
    "/api/v1/books/{pk}/",
    "/api/v1/books/?author=1",
]


def test_pages_do_not_grow_with_the_authors(admin: Client, book: Book) -> None:
    def queries() -> dict[str, int]:
        """Open each page, and return how often it asked the database."""
        counts = {}
        for address in ADDRESSES:
            with CaptureQueriesContext(connection) as asked:
                page = admin.get(address.format(pk=book.pk), headers={"accept": "text/html"})
            assert page.status_code == 200
            assert page.content.count(b"Ghost") <= 20
            counts[address] = len(asked)
        return counts

    before = queries()
    Author.objects.bulk_create(Author(name=f"Ghost {n:05}") for n in range(10_000))
    assert queries() == before
