"""The admin: its pages, and the rules for books in its forms."""

from typing import Any

import pytest
from django.test import Client
from knox.models import AuthToken
from pytest_django.asserts import assertContains

from accounts.models import User
from books.models import Author, Authorship, Book

ADD = "/admin/books/book/add/"


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/accounts/user/",
        "/admin/axes/accessattempt/",
        "/admin/knox/authtoken/",
        "/admin/books/author/?q=hopper",
        "/admin/books/book/?q=hopper",
        ADD,
        "/admin/autocomplete/?app_label=books&model_name=authorship&field_name=author&term=hop",
    ],
)
def test_page_opens(admin_client: Client, book: Book, address: str) -> None:
    assert admin_client.get(address).status_code == 200


def test_book_is_added_with_its_author(admin: Client, new_book_form: dict[str, Any]) -> None:
    admin.post(ADD, new_book_form)
    assert Book.objects.get().authors.get().name == "Grace Hopper"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("isbn", "9780306406158", "The check digit does not match"),
        ("isbn", "9780000000002", "Book with this ISBN already exists."),
        ("page_count", 0, "greater than or equal to 1"),
        ("published", "2021-02-29", "Enter a valid date."),
        ("title", "\0", "Null characters are not allowed."),
        ("authorship_set-0-author", "", "This field is required."),
        ("authorship_set-TOTAL_FORMS", 0, "Please submit at least 1 form."),
        ("authorship_set-TOTAL_FORMS", 1000, "Please submit at most 50 forms."),
    ],
)
def test_wrong_book_is_refused_with_the_reason(
    admin: Client, book: Book, new_book_form: dict[str, Any], field: str, value: Any, message: str
) -> None:
    assertContains(admin.post(ADD, {**new_book_form, field: value}), message)
    assert Book.objects.count() == 1


def test_book_keeps_its_last_author(
    admin: Client, book: Book, new_book_form: dict[str, Any]
) -> None:
    without_author = {
        "authorship_set-INITIAL_FORMS": 1,
        "authorship_set-0-id": Authorship.objects.get().pk,
        "authorship_set-0-book": book.pk,
        "authorship_set-0-DELETE": "on",
    }
    change = f"/admin/books/book/{book.pk}/change/"
    response = admin.post(change, {**new_book_form, **without_author})
    assertContains(response, "Please submit at least 1 form.")
    assert book.authors.exists()


def test_author_of_a_book_cannot_be_deleted(admin: Client, book: Book, author: Author) -> None:
    delete = f"/admin/books/author/{author.pk}/delete/"
    assertContains(admin.post(delete, {"post": "yes"}), "would require deleting the following")
    delete_all = {"action": "delete_selected", "_selected_action": author.pk, "post": "yes"}
    admin.post("/admin/books/author/", delete_all)
    assert book.authors.exists()


def test_token_is_ended_in_the_admin_and_never_made(admin_client: Client, librarian: User) -> None:
    token, _ = AuthToken.objects.create(librarian)
    address = f"/admin/knox/authtoken/{token.pk}"
    assert admin_client.get("/admin/knox/authtoken/add/").status_code == 403
    assert admin_client.post(f"{address}/change/", {"user": "1"}).status_code == 403
    admin_client.post(f"{address}/delete/", {"post": "yes"})
    assert not AuthToken.objects.exists()
