"""Books and authors in the admin."""

from django.contrib import admin

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
    validate_min = True
    extra = 0


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    """Books, with their authors on the same page."""

    list_display = ["title", "isbn", "page_count", "published"]
    list_filter = ["published"]
    search_fields = ["title", "subtitle", "isbn", "authors__name"]
    date_hierarchy = "published"
    inlines = [AuthorshipInline]
