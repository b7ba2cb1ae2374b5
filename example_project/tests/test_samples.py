"""The sample books, and the command that loads them."""

import pytest
from django.core.management import call_command

from books.models import Author, Book


@pytest.fixture
def samples(db: None) -> None:
    call_command("load_samples")


def test_samples_are_valid_and_have_authors(samples: None) -> None:
    assert Book.objects.count() == 23
    for book in Book.objects.prefetch_related("authors"):
        book.full_clean()
        assert book.authors.all()


def test_samples_are_loaded_once(samples: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = Book.objects.count(), Author.objects.count()
    call_command("load_samples")
    assert capsys.readouterr().out.endswith("0 books added.\n")
    assert (Book.objects.count(), Author.objects.count()) == before


def test_samples_go_to_the_first_of_two_authors_with_one_name(db: None) -> None:
    first, second = [Author.objects.create(name="Robert C. Martin") for _ in range(2)]
    call_command("load_samples")
    assert first.books.exists()
    assert not second.books.exists()


def test_migrations_bring_no_books(db: None) -> None:
    assert not Book.objects.exists()
