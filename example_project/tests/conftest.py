"""What several test modules start from. Each test makes the rows that it needs."""

import os
import runpy
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.models import User
from books.models import Author, Book


@pytest.fixture(autouse=True)
def no_requests_counted() -> Iterator[None]:
    """Forget the requests of earlier tests, else throttling would stop later ones."""
    yield
    cache.clear()


@pytest.fixture
def read_settings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """A function that runs settings.py with these variables, and no others of ours."""
    for name in list(os.environ):
        if name.startswith(("DJANGO_", "DATABASE_", "POSTGRES_")):
            monkeypatch.delenv(name)

    def read(**variables: str) -> dict[str, Any]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.BASE_DIR / "config" / "settings.py"))

    return read


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """For tests that call the application as a server does.

    Django would close the connection after each request, with the test's own transaction.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# Rows


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
    """What a program sends to add a book."""
    return {
        "title": "A New Book",
        "subtitle": "",
        "authors": [author.pk],
        "isbn": "9780306406157",
        "page_count": 7,
        "published": "2020-02-29",
    }


@pytest.fixture
def new_book_form(author: Author) -> dict[str, str | int]:
    """What the admin's form sends to add a book."""
    return {
        "title": "A New Book",
        "isbn": "9780306406157",
        "page_count": 7,
        "published": "2020-02-29",
        "authorship_set-TOTAL_FORMS": 1,
        "authorship_set-INITIAL_FORMS": 0,
        "authorship_set-0-author": author.pk,
    }


# People


@pytest.fixture
def password() -> str:
    return "correct horse battery staple"


@pytest.fixture
def reader(db: None, password: str) -> User:
    """Somebody with an account and no permission."""
    return User.objects.create_user("reader", password=password)


@pytest.fixture
def staff(db: None, password: str) -> Callable[..., User]:
    """A function that makes a user of the admin whose group has these permissions."""

    def make(username: str, *may: str) -> User:
        group = Group.objects.create(name=f"group of {username}")
        group.permissions.set(Permission.objects.filter(codename__in=may))
        user = User.objects.create_user(username, password=password, is_staff=True)
        user.groups.add(group)
        return user

    return make


@pytest.fixture
def librarian(staff: Callable[..., User]) -> User:
    """Somebody who may do everything with books and authors."""
    may = [f"{do}_{what}" for do in ("add", "change", "delete") for what in ("author", "book")]
    return staff("librarian", *may)


# Their programs and browsers


@pytest.fixture
def program() -> Callable[[User], APIClient]:
    """A function that returns an API client with a token of this user, as a program has it."""

    def make(user: User) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
        return client

    return make


@pytest.fixture
def api(program: Callable[[User], APIClient], librarian: User) -> APIClient:
    """A librarian's program."""
    return program(librarian)


@pytest.fixture
def admin(client: Client, librarian: User) -> Client:
    """A librarian's browser. That signing in works has tests of its own."""
    client.force_login(librarian)
    return client
