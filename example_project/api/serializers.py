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
    """A book: it shows its authors whole and takes them by id."""

    authors = AuthorSerializer(many=True, read_only=True)
    author_ids = serializers.PrimaryKeyRelatedField(
        source="authors",
        queryset=Author.objects.all(),
        many=True,
        allow_empty=False,
        write_only=True,
    )

    class Meta:
        model = Book
        fields = [
            "id",
            "url",
            "title",
            "subtitle",
            "authors",
            "author_ids",
            "isbn",
            "page_count",
            "published",
        ]
# --8<-- [end:book]
