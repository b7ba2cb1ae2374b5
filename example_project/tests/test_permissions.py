"""Who may do what: the API and the admin agree, and what nobody thought of is closed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.test import APIClient
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet, ViewSet

from accounts.models import User
from api.serializers import AuthorSerializer
from books.models import Author, Book

BOOKS = "/api/v1/books/"
AUTHORS = "/api/v1/authors/"


# Addresses of `test_forgotten_view_is_closed`: views whose author did not think of permissions.


class ForgottenView(APIView):
    def get(self, request: Any) -> Response:
        raise NotImplementedError("nobody comes here")

    post = get


class ForgottenViewSet(ViewSet):
    def list(self, request: Any) -> Response:
        raise NotImplementedError("nobody comes here")

    create = list


class ForgottenModelViewSet(ModelViewSet):
    queryset = Author.objects.all()
    serializer_class = AuthorSerializer


router = SimpleRouter()
router.register("viewset", ForgottenViewSet, basename="viewset")
router.register("modelviewset", ForgottenModelViewSet)
urlpatterns = [path("view/", ForgottenView.as_view()), path("", include(router.urls))]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/view/", "/viewset/", "/modelviewset/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_forgotten_view_is_closed(client: Client, db: None, method: str, address: str) -> None:
    response = client.generic(method.upper(), address)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"


def statuses_of_writing(client: APIClient, book: Book, new_book: dict[str, Any]) -> set[int]:
    """Try each way to write, and return the statuses of the answers."""
    url = f"{BOOKS}{book.pk}/"
    return {
        client.post(BOOKS, new_book, format="json").status_code,
        client.put(url, new_book, format="json").status_code,
        client.patch(url, {"title": "Mine"}, format="json").status_code,
        client.delete(url).status_code,
        client.post(AUTHORS, {"name": "Me"}, format="json").status_code,
        client.delete(f"{AUTHORS}1/").status_code,
    }


def test_visitor_may_read_and_is_asked_for_a_token_to_write(
    book: Book, new_book: dict[str, Any]
) -> None:
    visitor = APIClient()
    assert visitor.get(f"{BOOKS}{book.pk}/").status_code == 200
    assert visitor.options(f"{BOOKS}{book.pk}/").status_code == 200
    assert statuses_of_writing(visitor, book, new_book) == {401}
    assert visitor.post(BOOKS)["WWW-Authenticate"] == "Token"


def test_reader_may_not_write(
    program: Callable[[User], APIClient], reader: User, book: Book, new_book: dict[str, Any]
) -> None:
    assert program(reader).get(f"{BOOKS}{book.pk}/").status_code == 200
    assert statuses_of_writing(program(reader), book, new_book) == {403}


def test_staff_without_permission_may_write_neither_here_nor_there(
    client: Client,
    program: Callable[[User], APIClient],
    staff: Callable[..., User],
    book: Book,
    new_book: dict[str, Any],
) -> None:
    nobody = staff("nobody")
    client.force_login(nobody)
    assert client.get("/admin/books/book/").status_code == 403
    assert statuses_of_writing(program(nobody), book, new_book) == {403}


def test_who_may_not_delete_in_the_admin_may_not_by_the_api(
    client: Client, program: Callable[[User], APIClient], staff: Callable[..., User], book: Book
) -> None:
    clerk = staff("clerk", "view_book", "add_book", "change_book")
    client.force_login(clerk)
    delete = f"/admin/books/book/{book.pk}/delete/"
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert program(clerk).delete(f"{BOOKS}{book.pk}/").status_code == 403
    assert Book.objects.filter(pk=book.pk).exists()


def test_group_that_may_add_and_change_may_do_so_in_both(
    client: Client,
    program: Callable[[User], APIClient],
    staff: Callable[..., User],
    new_book: dict[str, Any],
    new_book_form: dict[str, Any],
) -> None:
    clerk = staff("clerk", "view_book", "add_book", "change_book")
    client.force_login(clerk)
    assert client.post("/admin/books/book/add/", new_book_form).status_code == 302
    added = Book.objects.get(isbn=new_book_form["isbn"])
    assert added.authors.exists()

    url = f"{BOOKS}{added.pk}/"
    assert program(clerk).patch(url, {"title": "Changed"}).json()["title"] == "Changed"
    other = {**new_book, "isbn": "9780000000002"}
    assert program(clerk).post(BOOKS, other, format="json").status_code == 201
