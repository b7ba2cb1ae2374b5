"""Books, authors and the rules that hold for them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from books.models import Author, Authorship, Book
from books.validators import validate_isbn13


@pytest.mark.parametrize("isbn", ["9780306406157", "9780132350884", "9791090636071"])
def test_real_isbn_passes(isbn: str) -> None:
    validate_isbn13(isbn)


@pytest.mark.parametrize(
    ("isbn", "code"),
    [
        ("", "isbn_format"),
        ("0306406152", "isbn_format"),  # an ISBN-10
        ("978-0-306-40615-7", "isbn_format"),
        ("9780306406157\n", "isbn_format"),
        ("٩٧٨٠٣٠٦٤٠٦١٥٧", "isbn_format"),  # digits too, but not of a bar code
        ("9770306406157", "isbn_format"),
        ("9780306406158", "isbn_checksum"),
        ("9780306406517", "isbn_checksum"),  # two digits swapped
    ],
)
def test_wrong_isbn_is_refused(isbn: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_isbn13(isbn)
    assert refused.value.code == code


def test_names_and_address(book: Book, author: Author) -> None:
    assert str(book) == "Testing by Doing"
    assert str(author) == str(Authorship.objects.get()) == "Grace Hopper"
    assert book.get_absolute_url() == f"/books/{book.pk}/"


def test_database_refuses_second_book_of_same_isbn(book: Book) -> None:
    with pytest.raises(IntegrityError):
        Book.objects.create(title="Copy", isbn=book.isbn, page_count=1, published=date(2001, 1, 1))


@pytest.mark.parametrize("page_count", [0, -1])
def test_database_refuses_book_without_pages(db: None, page_count: int) -> None:
    with pytest.raises(IntegrityError):
        Book.objects.create(
            title="Thin", isbn="9780000000002", page_count=page_count, published=date(2001, 1, 1)
        )


def test_books_and_authors_come_by_name(db: None) -> None:
    names = ["Bee", "Ant", "Cat", "Ant"]
    authors = [Author.objects.create(name=name) for name in names]
    books = [
        Book.objects.create(
            title=name, isbn=f"978000000000{n}", page_count=1, published=date(2001, 1, 1)
        )
        for n, name in enumerate(names)
    ]
    by_name = [1, 3, 0, 2]  # the older of the two ants first
    assert list(Author.objects.filter(name__in=names)) == [authors[n] for n in by_name]
    assert list(Book.objects.filter(title__in=names)) == [books[n] for n in by_name]


@pytest.mark.parametrize("delete", [Author.delete, lambda author: Author.objects.all().delete()])
def test_author_of_a_book_cannot_be_deleted(
    book: Book, author: Author, delete: Callable[[Author], object]
) -> None:
    with pytest.raises(ProtectedError):
        delete(author)
    assert list(book.authors.all()) == [author]


def test_author_goes_after_the_book(book: Book, author: Author) -> None:
    book.delete()
    author.delete()
    assert not Author.objects.exists()


def test_database_refuses_an_author_twice_in_one_book(book: Book, author: Author) -> None:
    with pytest.raises(IntegrityError):
        Authorship.objects.create(book=book, author=author)
