"""What a visitor sees, the admin included."""

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


def test_missing_book_is_a_page_of_ours(client: Client, db: None) -> None:
    assertContains(client.get("/books/0/"), "Not on our shelves", status_code=404)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/accounts/user/",
        "/admin/books/author/?q=knuth",
        "/admin/books/book/?q=testing",
        "/admin/books/book/add/",
        "/admin/autocomplete/?app_label=books&model_name=book&field_name=authors&term=hop",
    ],
)
def test_admin_answers(admin_client: Client, book: Book, path: str) -> None:
    assert admin_client.get(path).status_code == 200


def test_admin_explains_wrong_isbn(admin_client: Client, book: Book) -> None:
    response = admin_client.post(f"/admin/books/book/{book.pk}/change/", {"isbn": "9780000000003"})
    assertContains(response, "The check digit does not match")
