"""Books and authors as JSON, and JSON checked before it becomes a book."""

from typing import Any

from rest_framework import serializers

from books.models import Author, Book


class AuthorSerializer(serializers.ModelSerializer):
    """An author."""

    class Meta:
        model = Author
        fields = ["id", "url", "name"]


class AuthorsField(serializers.ManyRelatedField):
    """Ids of authors, one query for each: so at most 50."""

    default_error_messages = {"too_many": "Name at most 50 authors."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        if len(data) > 50:
            self.fail("too_many")
        return super().to_internal_value(data)


# --8<-- [start:book]
class BookSerializer(serializers.ModelSerializer):
    """A book. Its authors are ids in both directions, with their names beside them to read."""

    authors = AuthorsField(
        child_relation=serializers.PrimaryKeyRelatedField(queryset=Author.objects.all()),
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
