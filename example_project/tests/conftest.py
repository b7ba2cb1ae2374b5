"""What several test modules start from. Each test makes the rows that it needs."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.models import User
from books.models import Author, Book

PASSWORD = "correct horse battery staple"


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
def shelf(author: Author) -> list[Book]:
    """Thirteen books: a page of the site and one more."""
    books = Book.objects.bulk_create(
        Book(
            title=f"Volume {n:02}",
            isbn=f"97800000001{n:02}",
            page_count=n,
            published=date(2000, 1, n),
        )
        for n in range(1, 14)
    )
    for book in books:
        book.authors.add(author)
    return books


@pytest.fixture
def new_book(author: Author) -> dict[str, Any]:
    """What a client sends to add a book."""
    return {
        "title": "A New Book",
        "subtitle": "",
        "authors": [author.pk],
        "isbn": "9780306406157",
        "page_count": 7,
        "published": "2020-02-29",
    }


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """A function that makes a user who may do these things in the library."""

    def make(username: str, *may: str, **fields: Any) -> User:
        user = User.objects.create_user(username, password=PASSWORD, **fields)
        user.user_permissions.set(Permission.objects.filter(codename__in=may))
        return user

    return make


@pytest.fixture
def librarians(db: None) -> Group:
    """Those who may do everything with books and authors."""
    group = Group.objects.create(name="librarians")
    group.permissions.set(Permission.objects.filter(content_type__app_label="books"))
    return group


@pytest.fixture
def librarian(make_user: Callable[..., User], librarians: Group) -> User:
    user = make_user("librarian", is_staff=True)
    user.groups.add(librarians)
    return user


@pytest.fixture
def reader(make_user: Callable[..., User]) -> User:
    """Somebody with an account and no permission."""
    return make_user("reader")


def with_token(user: User) -> APIClient:
    """Return an API client that shows a token of this user, as a program does."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
    return client


@pytest.fixture
def api(librarian: User) -> APIClient:
    """A librarian's program."""
    return with_token(librarian)


@pytest.fixture
def admin(librarian: User) -> Client:
    """A librarian's browser, signed in."""
    client = Client()
    client.force_login(librarian)
    return client
