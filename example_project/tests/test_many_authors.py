"""Ten thousand authors: no page lists them all, and none asks the database more often."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from books.models import Author, Book

ADDRESSES = [
    "/",
    "/admin/books/book/",
    "/admin/books/book/add/",
    "/admin/books/book/{pk}/change/",
    "/admin/autocomplete/?app_label=books&model_name=authorship&field_name=author",
    "/api/v1/books/",
    "/api/v1/books/{pk}/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_does_not_grow_with_the_authors(
    admin: Client, book: Book, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    address = address.format(pk=book.pk)
    with django_assert_max_num_queries(100) as few:
        assert admin.get(address, headers={"accept": "text/html"}).status_code == 200

    Author.objects.bulk_create(Author(name=f"Ghost {n:05}") for n in range(10_000))
    with django_assert_max_num_queries(len(few)):
        response = admin.get(address, headers={"accept": "text/html"})
    assert response.content.count(b"Ghost") <= 20
