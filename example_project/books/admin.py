"""Books and authors in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from books.models import Author, Authorship, Book


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    """Searchable, which the autocompletion of a book's authors needs."""

    search_fields = ["name"]


class AuthorshipInline(admin.TabularInline):
    """The authors of a book, at least one. Autocompletion instead of a menu of all authors."""

    model = Authorship
    verbose_name = "author"
    autocomplete_fields = ["author"]
    min_num = 1
    max_num = 50
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Book | None = None, **kwargs: Any) -> Any:
        """Hold a form to both numbers. By themselves they only say how many lines it shows."""
        limits = {"validate_min": True, "validate_max": True, "absolute_max": self.max_num}
        return super().get_formset(request, obj, **limits, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Book | None = None) -> bool:
        """Follow the book: who may change it may change its authors, as in the API."""
        return True

    has_view_permission = has_change_permission = has_delete_permission = has_add_permission


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    """Books, with their authors on the same page."""

    list_display = ["title", "isbn", "page_count", "published"]
    list_filter = ["published"]
    search_fields = ["title", "subtitle", "isbn", "authors__name"]
    date_hierarchy = "published"
    inlines = [AuthorshipInline]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Book | None:
        """Let changes of one book wait for each other before the form is checked.

        Else two, each of which takes away one of its two authors, would leave none.
        """
        book = super().get_object(request, object_id, from_field)
        if book and request.method == "POST":
            return Book.objects.select_for_update().filter(pk=book.pk).first()
        return book
