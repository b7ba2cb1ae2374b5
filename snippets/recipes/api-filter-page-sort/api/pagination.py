"""How long lists come in pages."""

from rest_framework.pagination import CursorPagination, PageNumberPagination


class BookPages(PageNumberPagination):
    """`?page_size=` is the client's choice, up to a limit."""

    page_size_query_param = "page_size"
    max_page_size = 50


class NewestFirst(CursorPagination):
    """Pages that stay right while books are added: a link knows where the last page ended."""

    page_size = 2
    ordering = ["-published", "id"]
