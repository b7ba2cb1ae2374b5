"""Books and authors in the admin."""

from django.contrib import admin

from books.models import Author, Book


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    """Searchable, which the autocompletion of a book's authors needs."""

    search_fields = ["name"]


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    """Autocompletion instead of a list of all authors, which would grow without end."""

    list_display = ["title", "isbn", "page_count", "published"]
    list_filter = ["published", ("authors", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "subtitle", "isbn", "authors__name"]
    date_hierarchy = "published"
    autocomplete_fields = ["authors"]
