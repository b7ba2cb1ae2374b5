"""Books and authors as JSON, and JSON checked before it becomes a book."""

from rest_framework import serializers

from books.models import Author, Book


class AuthorSerializer(serializers.ModelSerializer):
    """An author."""

    class Meta:
        model = Author
        fields = ["id", "url", "name"]


# --8<-- [start:book]
class BookSerializer(serializers.ModelSerializer):
    """A book. Its authors are ids in both directions, with their names beside them to read."""

    authors = serializers.PrimaryKeyRelatedField(
        queryset=Author.objects.all(),
        many=True,
        allow_empty=False,
        # A text field in the browsable API: a menu would hold every author there is.
        style={"base_template": "input.html"},
    )
    author_names: "serializers.SlugRelatedField[Author]" = serializers.SlugRelatedField(
        source="authors", slug_field="name", many=True, read_only=True
    )

    class Meta:
        model = Book
        fields = [
            "id",
            "url",
            "title",
            "subtitle",
            "authors",
            "author_names",
            "isbn",
            "page_count",
            "published",
        ]
# --8<-- [end:book]
