"""The API: who may do what, what it refuses, and how its lists can be asked."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle

from books.models import Author, Book

BOOKS = "/api/v1/books/"
AUTHORS = "/api/v1/authors/"


@pytest.fixture
def new_book(author: Author) -> dict[str, Any]:
    """What a client sends to add a book."""
    return {
        "title": "A New Book",
        "author_ids": [author.pk],
        "isbn": "9780306406157",
        "page_count": 7,
        "published": "2020-02-29",
    }


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
        "authors": [
            {
                "id": author.pk,
                "url": f"http://testserver{AUTHORS}{author.pk}/",
                "name": "Grace Hopper",
            }
        ],
        "isbn": "9780000000002",
        "page_count": 42,
        "published": "2001-02-03",
    }


def test_list_comes_in_pages(client: Client, db: None) -> None:
    page, seen = f"http://testserver{BOOKS}", []
    while page:
        answer = client.get(page).json()
        assert len(answer["results"]) <= 10
        seen += [book["id"] for book in answer["results"]]
        page = answer["next"]
    assert len(seen) == len(set(seen)) == answer["count"] == Book.objects.count()


@pytest.mark.parametrize("query", ["", "?page=2", "?search=python", "?ordering=-published"])
def test_list_costs_three_queries(
    client: Client, db: None, django_assert_num_queries, query: str
) -> None:
    with django_assert_num_queries(3):  # count, books, authors
        assert client.get(BOOKS + query).status_code == 200


def test_list_costs_the_same_for_any_number_of_books(
    client: Client, book: Book, django_assert_num_queries
) -> None:
    Book.objects.exclude(pk=book.pk).delete()
    with django_assert_num_queries(3):
        assert client.get(BOOKS).json()["count"] == 1


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


@pytest.mark.parametrize("query", ["author=0", "published_after=yesterday", "page_count_min=few"])
def test_filter_that_makes_no_sense_is_refused(client: Client, db: None, query: str) -> None:
    assert client.get(f"{BOOKS}?{query}").status_code == 400


@pytest.mark.parametrize("field", ["title", "published", "page_count"])
def test_ordering_both_ways_ends_in_the_id(client: Client, book: Book, field: str) -> None:
    twin = Book.objects.create(
        title=book.title, isbn="9780306406157", page_count=42, published=book.published
    )
    for ordering, expected in [
        (field, Book.objects.order_by(field, "id")),
        (f"-{field}", Book.objects.order_by(f"-{field}", "id")),
    ]:
        found = client.get(BOOKS, {"ordering": ordering, "search": "Testing by"}).json()["results"]
        assert [result["id"] for result in found] == [book.pk, twin.pk]
        first_page = client.get(BOOKS, {"ordering": ordering}).json()["results"]
        assert [result["id"] for result in first_page] == [b.pk for b in expected[:10]]


def test_authors_can_be_searched(client: Client, author: Author) -> None:
    found = client.get(AUTHORS, {"search": "hopper"}).json()["results"]
    assert [result["name"] for result in found] == ["Grace Hopper"]


# Writing


def test_librarian_adds_changes_and_removes_a_book(
    librarian: APIClient, new_book: dict[str, Any], author: Author
) -> None:
    added = librarian.post(BOOKS, new_book, format="json")
    assert added.status_code == 201
    assert added.json()["authors"][0]["name"] == author.name
    url = added.json()["url"]
    assert added["Location"] == url

    other = Author.objects.create(name="Ada Lovelace")
    changed = librarian.patch(url, {"author_ids": [other.pk]}, format="json")
    assert [a["name"] for a in changed.json()["authors"]] == ["Ada Lovelace"]

    replaced = librarian.put(url, {**new_book, "title": "Second Thoughts"}, format="json")
    assert replaced.json()["title"] == "Second Thoughts"

    assert librarian.delete(url).status_code == 204
    assert librarian.get(url).status_code == 404


def test_librarian_adds_changes_and_removes_an_author(librarian: APIClient) -> None:
    url = librarian.post(AUTHORS, {"name": "Ada"}).json()["url"]
    assert librarian.patch(url, {"name": "Ada Lovelace"}).json()["name"] == "Ada Lovelace"
    assert librarian.delete(url).status_code == 204


@pytest.mark.parametrize("who", ["client", "reader"])
def test_others_may_only_read(
    request: pytest.FixtureRequest, who: str, book: Book, new_book: dict[str, Any]
) -> None:
    client = request.getfixturevalue(who)
    url = f"{BOOKS}{book.pk}/"
    assert client.get(url).status_code == 200
    assert client.options(url).status_code == 200
    assert client.post(BOOKS, new_book).status_code == 403
    assert client.put(url, new_book, content_type="application/json").status_code == 403
    assert client.patch(url, {}, content_type="application/json").status_code == 403
    assert client.delete(url).status_code == 403
    assert client.post(AUTHORS, {"name": "Nobody"}).status_code == 403
    assert Book.objects.filter(pk=book.pk).exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "This field may not be blank."),
        ("author_ids", [], "This list may not be empty."),
        ("author_ids", [0], 'Invalid pk "0" - object does not exist.'),
        ("isbn", "9780306406158", "The check digit does not match: is a digit wrong?"),
        ("isbn", "9780000000002", "book with this ISBN already exists."),
        ("page_count", 0, "Ensure this value is greater than or equal to 1."),
        ("published", "2021-02-29", "Date has wrong format."),
    ],
)
def test_wrong_book_is_refused_with_the_reason(
    librarian: APIClient,
    book: Book,
    new_book: dict[str, Any],
    field: str,
    value: Any,
    message: str,
) -> None:
    response = librarian.post(BOOKS, {**new_book, field: value}, format="json")
    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert response.json()[field][0].startswith(message)


# Around it


def test_too_many_requests_are_refused(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    answers = [client.get(AUTHORS, headers={"x-forwarded-for": f"10.0.0.{n}"}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) <= 60


def test_browser_gets_the_browsable_api(client: Client, book: Book) -> None:
    response = client.get(BOOKS, headers={"accept": "text/html"})
    assert response["Content-Type"].startswith("text/html")
    assert b"Book List" in response.content
    assert client.get("/api/auth/login/").status_code == 200


def test_schema_names_every_operation(client: Client) -> None:
    schema = client.get("/api/v1/schema/", {"format": "json"}).json()
    assert schema["info"]["title"] == "Library API"
    assert {path: set(operations) for path, operations in schema["paths"].items()} == {
        BOOKS: {"get", "post"},
        f"{BOOKS}{{id}}/": {"get", "put", "patch", "delete"},
        AUTHORS: {"get", "post"},
        f"{AUTHORS}{{id}}/": {"get", "put", "patch", "delete"},
    }


def test_documentation_page_calls_no_other_host(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js" in page
    assert "https://" not in page
