"""A list with rules of its own."""

from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny

from api.pagination import NewestFirst
from api.serializers import BookSerializer
from books.models import Book


class NewestBooks(ListAPIView):
    """The newest books first; nothing to filter, nothing to write."""

    queryset = Book.objects.prefetch_related("authors")
    serializer_class = BookSerializer
    permission_classes = [AllowAny]
    pagination_class = NewestFirst
    filter_backends = []
