"""The pages a visitor sees."""

from typing import Any

from django.db.models import Q, QuerySet
from django.views.generic import DetailView, ListView

from books.forms import SearchForm
from books.models import Book


class BookListView(ListView):
    """All books by title, or those whose title, subtitle or author holds `?q=`."""

    queryset = Book.objects.prefetch_related("authors")
    paginate_by = 12

    def get_queryset(self) -> QuerySet[Book]:
        books = super().get_queryset()
        self.form = SearchForm(self.request.GET)
        if not self.form.is_valid():
            return books.none()
        if search := self.form.cleaned_data["q"]:
            found = (
                Q(title__icontains=search)
                | Q(subtitle__icontains=search)
                | Q(authors__name__icontains=search)
            )
            books = books.filter(found).distinct()
        return books

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)


class BookDetailView(DetailView):
    """One book."""

    queryset = Book.objects.prefetch_related("authors")
