"""What a visitor sees."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from books.models import Author, Book


def test_list_shows_books_page_by_page(client: Client, shelf: list[Book]) -> None:
    first = client.get("/")
    assertContains(first, "Page 1 of 2")
    assertContains(first, 'href="?page=2"')
    assert len(first.context["page_obj"]) == 12
    second = client.get("/", {"page": 2})
    assertContains(second, 'href="?page=1"')
    assertContains(second, "Volume 13")


def test_list_costs_the_same_for_any_number_of_books(
    client: Client, shelf: list[Book], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    queries = 5  # count, books, authors, and the transaction's begin and end
    with django_assert_num_queries(queries):
        client.get("/")
    Book.objects.exclude(pk=shelf[0].pk).delete()
    with django_assert_num_queries(queries):
        client.get("/")


@pytest.mark.parametrize("words", ["testing BY", "nobody wrote", "hopper"])
def test_search_finds_title_subtitle_and_author(client: Client, book: Book, words: str) -> None:
    response = client.get("/", {"q": words})
    assertContains(response, "1 book ")
    assertContains(response, book.get_absolute_url())


def test_search_counts_book_of_several_authors_once(client: Client, book: Book) -> None:
    book.authors.add(Author.objects.create(name="Grace Kelly"))
    assertContains(client.get("/", {"q": "grace"}), "1 book ")


def test_search_stays_while_turning_pages(client: Client, shelf: list[Book]) -> None:
    assertContains(client.get("/", {"q": "e"}), 'href="?q=e&amp;page=2"')


def test_search_without_result_says_so_and_escapes(client: Client, db: None) -> None:
    response = client.get("/", {"q": "<script>"})
    assertContains(response, "No book found.")
    assertContains(response, "0 books")
    assertNotContains(response, "<script>")


def test_detail_shows_the_book(client: Client, book: Book) -> None:
    response = client.get(book.get_absolute_url())
    for text in ["A Book Nobody Wrote", "Grace Hopper", "9780000000002", "42", "Feb. 3, 2001"]:
        assertContains(response, text)


@pytest.mark.parametrize("page", ["2", "0", "-1", "two", "9" * 4000])
def test_page_that_does_not_exist_is_not_found(client: Client, book: Book, page: str) -> None:
    assert client.get("/", {"page": page}).status_code == 404


def test_search_that_is_too_long_is_explained(client: Client, book: Book) -> None:
    response = client.get("/", {"q": "x" * 101})
    assertContains(response, "at most 100 characters")
    assertContains(response, "No book found.")
