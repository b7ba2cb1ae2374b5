"""The API: how its lists can be asked, and what becomes of what a librarian sends."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from books.models import Author, Book

BOOKS = "/api/v1/books/"
AUTHORS = "/api/v1/authors/"

# Reading


def test_root_links_to_books_and_authors(client: Client, db: None) -> None:
    assert client.get("/api/v1/").json() == {
        "books": f"http://testserver{BOOKS}",
        "authors": f"http://testserver{AUTHORS}",
    }


def test_book_comes_with_its_authors(client: Client, book: Book, author: Author) -> None:
    assert client.get(f"{BOOKS}{book.pk}/").json() == {
        "id": book.pk,
        "url": f"http://testserver{BOOKS}{book.pk}/",
        "title": "Testing by Doing",
        "subtitle": "A Book Nobody Wrote",
        "authors": [author.pk],
        "author_names": ["Grace Hopper"],
        "isbn": "9780000000002",
        "page_count": 42,
        "published": "2001-02-03",
    }


def test_list_comes_in_pages(client: Client, shelf: list[Book]) -> None:
    page, seen = f"http://testserver{BOOKS}", []
    while page:
        answer = client.get(page).json()
        assert len(answer["results"]) <= 10
        seen += [book["id"] for book in answer["results"]]
        page = answer["next"]
    assert seen == [book.pk for book in shelf]


@pytest.mark.parametrize("query", ["", "?page=2", "?search=volume", "?ordering=-published"])
def test_list_costs_the_same_for_any_number_of_books(
    client: Client, shelf: list[Book], django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    with django_assert_num_queries(5):  # count, books, authors, begin and end of the transaction
        assert client.get(BOOKS + query).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "isbn=9780000000002",
        "published_after=2001-02-03&published_before=2001-02-03",
        "page_count_min=42&page_count_max=42",
        "search=nobody",
        "search=hopper",
        "search=9780000000002",
    ],
)
def test_filters_and_search_find_the_book(client: Client, book: Book, query: str) -> None:
    found = client.get(f"{BOOKS}?{query}").json()["results"]
    assert [result["id"] for result in found] == [book.pk]


def test_filter_by_author(client: Client, book: Book, author: Author) -> None:
    found = client.get(BOOKS, {"author": author.pk}).json()["results"]
    assert [result["id"] for result in found] == [book.pk]


@pytest.mark.parametrize("field", ["title", "published", "page_count"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_books_alike_are_ordered_by_id(client: Client, book: Book, sign: str, field: str) -> None:
    twin = Book.objects.create(
        title=book.title, isbn="9780306406157", page_count=42, published=book.published
    )
    found = client.get(BOOKS, {"ordering": sign + field}).json()["results"]
    assert [result["id"] for result in found] == [book.pk, twin.pk]


@pytest.mark.parametrize("field", ["title", "published", "page_count"])
def test_ordering_goes_both_ways(client: Client, shelf: list[Book], field: str) -> None:
    first, last = shelf[0].pk, shelf[-1].pk
    assert client.get(BOOKS, {"ordering": field}).json()["results"][0]["id"] == first
    assert client.get(BOOKS, {"ordering": f"-{field}"}).json()["results"][0]["id"] == last


def test_authors_can_be_searched(client: Client, author: Author) -> None:
    found = client.get(AUTHORS, {"search": "hopper"}).json()["results"]
    assert [result["name"] for result in found] == ["Grace Hopper"]


# Writing


def test_book_is_added_changed_and_removed(
    api: APIClient, new_book: dict[str, Any], author: Author
) -> None:
    added = api.post(BOOKS, new_book, format="json")
    assert added.status_code == 201
    assert added.json()["author_names"] == [author.name]
    url = added.json()["url"]
    assert added["Location"] == url

    other = Author.objects.create(name="Ada Lovelace")
    changed = api.patch(url, {"authors": [other.pk]}, format="json")
    assert changed.json()["author_names"] == ["Ada Lovelace"]

    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404


def test_what_get_gave_can_be_put_back(api: APIClient, book: Book) -> None:
    url = f"{BOOKS}{book.pk}/"
    before = api.get(url).json()
    assert api.put(url, before, format="json").status_code == 200
    assert api.get(url).json() == before


def test_book_keeps_its_last_author(api: APIClient, book: Book) -> None:
    response = api.patch(f"{BOOKS}{book.pk}/", {"authors": []}, format="json")
    assert response.status_code == 400
    assert response.json() == {"authors": ["This list may not be empty."]}
    assert book.authors.exists()


def test_author_is_added_changed_and_removed(api: APIClient) -> None:
    url = api.post(AUTHORS, {"name": "Ada"}).json()["url"]
    assert api.patch(url, {"name": "Ada Lovelace"}).json()["name"] == "Ada Lovelace"
    assert api.delete(url).status_code == 204


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "This field may not be blank."),
        ("authors", [], "This list may not be empty."),
        ("authors", [0], 'Invalid pk "0" - object does not exist.'),
        ("isbn", "9780306406158", "The check digit does not match: is a digit wrong?"),
        ("isbn", "9780000000002", "book with this ISBN already exists."),
        ("page_count", 0, "Ensure this value is greater than or equal to 1."),
        ("published", "2021-02-29", "Date has wrong format."),
    ],
)
def test_wrong_book_is_refused_with_the_reason(
    api: APIClient, book: Book, new_book: dict[str, Any], field: str, value: Any, message: str
) -> None:
    response = api.post(BOOKS, {**new_book, field: value}, format="json")
    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert response.json()[field][0].startswith(message)


# Around it


def test_reading_is_open_in_the_schema_and_writing_is_not(client: Client, db: None) -> None:
    paths = client.get("/api/v1/schema/", {"format": "json"}).json()["paths"]
    assert {} in paths[BOOKS]["get"]["security"]
    assert {} not in paths[BOOKS]["post"]["security"]


def test_browser_gets_the_browsable_api(client: Client, book: Book) -> None:
    response = client.get(BOOKS, headers={"accept": "text/html"})
    assert response["Content-Type"].startswith("text/html")
    assert b"Book List" in response.content


def test_schema_names_every_operation(client: Client, db: None) -> None:
    schema = client.get("/api/v1/schema/", {"format": "json"}).json()
    assert schema["info"]["title"] == "Library API"
    assert {path: set(operations) for path, operations in schema["paths"].items()} == {
        BOOKS: {"get", "post"},
        f"{BOOKS}{{id}}/": {"get", "put", "patch", "delete"},
        AUTHORS: {"get", "post"},
        f"{AUTHORS}{{id}}/": {"get", "put", "patch", "delete"},
    }


def test_documentation_page_calls_no_other_host(client: Client, db: None) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js" in page
    assert "https://" not in page
