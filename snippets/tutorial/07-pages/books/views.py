"""The pages a visitor sees."""

from django.views.generic import DetailView, ListView

from books.models import Book


class BookListView(ListView):
    """All books by title."""

    queryset = Book.objects.prefetch_related("authors")


class BookDetailView(DetailView):
    """One book."""

    queryset = Book.objects.prefetch_related("authors")
