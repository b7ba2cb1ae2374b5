"""What does not fit the data that is there: refused with 409, and nothing of it stays."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models.signals import m2m_changed
from django.test import Client
from rest_framework.test import APIClient
from rest_framework.validators import UniqueValidator

from books.models import Author, Authorship, Book

BOOKS = "/api/v1/books/"
CONFLICT = {"detail": "This conflicts with other data."}


def test_author_of_a_book_is_not_deleted(api: APIClient, book: Book, author: Author) -> None:
    response = api.delete(f"/api/v1/authors/{author.pk}/")
    assert response.status_code == 409
    assert response.json() == CONFLICT
    assert book.authors.exists()


def test_of_two_books_with_one_isbn_at_once_the_second_is_refused(
    api: APIClient,
    book: Book,
    new_book: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(UniqueValidator, "__call__", lambda *args: None)  # both are checked first
    response = api.post(BOOKS, {**new_book, "isbn": book.isbn}, format="json")
    assert response.status_code == 409
    assert response.json() == CONFLICT
    assert Book.objects.get() == book
    assert "IntegrityError" in caplog.text


@pytest.fixture
def no_author_can_be_added() -> Iterator[None]:
    def fail(**kwargs: object) -> None:
        raise RuntimeError("the power fails")

    m2m_changed.connect(fail, sender=Authorship)
    yield
    m2m_changed.disconnect(fail, sender=Authorship)


def test_failure_between_book_and_authors_leaves_no_book(
    api: APIClient, new_book: dict[str, Any], no_author_can_be_added: None
) -> None:
    api.raise_request_exception = False
    assert api.post(BOOKS, new_book, format="json").status_code == 500
    assert not Book.objects.exists()


@contextmanager
def waiting(change: Callable[[], Any]) -> Iterator[Future[Any]]:
    """Yield a change that waits until the block, in which the book is locked, has ended."""

    def in_a_thread() -> Any:
        try:
            return change()
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool, transaction.atomic():
        Book.objects.select_for_update().get()
        theirs = pool.submit(in_a_thread)
        with pytest.raises(TimeoutError):
            theirs.result(timeout=0.5)
        yield theirs


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks no rows")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by", ["api", "admin"])
def test_two_changes_at_once_leave_an_author(
    api: APIClient,
    admin: Client,
    by: str,
    book: Book,
    author: Author,
    new_book_form: dict[str, Any],
) -> None:
    mine = Authorship.objects.get()
    other = Authorship.objects.create(book=book, author=Author.objects.create(name="Ada"))

    def take_away_mine() -> None:
        if by == "api":
            api.patch(f"{BOOKS}{book.pk}/", {"authors": [other.author_id]}, format="json")
        else:
            form = {**new_book_form, "authorship_set-INITIAL_FORMS": 2}
            form["authorship_set-TOTAL_FORMS"] = 2
            for n, link in enumerate([mine, other]):
                form[f"authorship_set-{n}-id"] = link.pk
                form[f"authorship_set-{n}-book"] = book.pk
                form[f"authorship_set-{n}-author"] = link.author_id
            form["authorship_set-0-DELETE"] = "on"
            admin.post(f"/admin/books/book/{book.pk}/change/", form)

    with waiting(take_away_mine) as theirs:
        other.delete()
    theirs.result(timeout=60)
    assert book.authors.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks no rows")
@pytest.mark.django_db(transaction=True)
def test_change_of_a_book_that_is_deleted_meanwhile_does_not_bring_it_back(
    api: APIClient, book: Book
) -> None:
    def rename() -> int:
        return api.patch(f"{BOOKS}{book.pk}/", {"title": "New"}, format="json").status_code

    with waiting(rename) as theirs:
        book.delete()
    assert theirs.result(timeout=60) == 404
    assert not Book.objects.exists()
