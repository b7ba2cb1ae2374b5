"""What the API offers: list, retrieve, create, update and delete."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.permissions import SAFE_METHODS, DjangoModelPermissionsOrAnonReadOnly
from rest_framework.viewsets import ModelViewSet

from api.filters import BookFilter
from api.serializers import AuthorSerializer, BookSerializer
from books.models import Author, Book


class LibraryViewSet(ModelViewSet):
    """All views of a model. Changes of one object wait for each other."""

    def get_object(self) -> Any:
        """Lock what a request changes, and read it again: it may be different by then, or gone.

        Else the later of two changes would undo the other, and could bring back a deleted object.
        """
        found = super().get_object()
        if self.request.method in SAFE_METHODS:
            return found
        return get_object_or_404(self.get_queryset().select_for_update(), pk=found.pk)


# --8<-- [start:books]
class BookViewSet(LibraryViewSet):
    """Books of the library."""

    # All authors of a page in one query, however many books it shows.
    queryset = Book.objects.prefetch_related("authors")
    serializer_class = BookSerializer
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
    filterset_class = BookFilter
    search_fields = ["title", "subtitle", "isbn", "authors__name"]
    ordering_fields = ["title", "published", "page_count"]
# --8<-- [end:books]


class AuthorViewSet(LibraryViewSet):
    """Authors of the books."""

    queryset = Author.objects.all()
    serializer_class = AuthorSerializer
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
    search_fields = ["name"]
    ordering_fields = ["name"]
