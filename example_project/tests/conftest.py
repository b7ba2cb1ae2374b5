"""What several test modules start from."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from accounts.models import User
from books.models import Author, Book


@pytest.fixture(autouse=True)
def no_requests_counted() -> Iterator[None]:
    """Forget the requests of earlier tests, else throttling would stop later ones."""
    yield
    cache.clear()


@pytest.fixture
def author(db: None) -> Author:
    return Author.objects.create(name="Grace Hopper")


@pytest.fixture
def book(author: Author) -> Book:
    book = Book.objects.create(
        title="Testing by Doing",
        subtitle="A Book Nobody Wrote",
        isbn="9780000000002",
        page_count=42,
        published=date(2001, 2, 3),
    )
    book.authors.add(author)
    return book


@pytest.fixture
def reader(db: None) -> APIClient:
    """An API client of a user who is not staff."""
    client = APIClient()
    client.force_authenticate(User.objects.create_user("reader"))
    return client


@pytest.fixture
def librarian(db: None) -> APIClient:
    """An API client of a user who is staff."""
    client = APIClient()
    client.force_authenticate(User.objects.create_user("librarian", is_staff=True))
    return client
