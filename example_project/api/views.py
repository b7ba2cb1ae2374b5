"""What the API offers: list, retrieve, create, update and delete."""

from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly
from rest_framework.viewsets import ModelViewSet

from api.filters import BookFilter
from api.serializers import AuthorSerializer, BookSerializer
from books.models import Author, Book


# --8<-- [start:books]
class BookViewSet(ModelViewSet):
    """Books of the library."""

    # All authors of a page in one query, however many books it shows.
    queryset = Book.objects.prefetch_related("authors")
    serializer_class = BookSerializer
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
    filterset_class = BookFilter
    search_fields = ["title", "subtitle", "isbn", "authors__name"]
    ordering_fields = ["title", "published", "page_count"]
# --8<-- [end:books]


class AuthorViewSet(ModelViewSet):
    """Authors of the books."""

    queryset = Author.objects.all()
    serializer_class = AuthorSerializer
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
    search_fields = ["name"]
    ordering_fields = ["name"]
