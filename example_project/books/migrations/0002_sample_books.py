"""Put a few real books on the shelves, so that the first visit shows something."""

import json
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).resolve().parent.parent / "data" / "books.json"


def add_books(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the books of the data file that the library does not have yet."""
    Author = apps.get_model("books", "Author")
    Book = apps.get_model("books", "Book")
    for row in json.loads(DATA.read_text(encoding="utf-8")):
        names = row.pop("authors")
        book, created = Book.objects.get_or_create(isbn=row["isbn"], defaults=row)
        if created:
            book.authors.set(Author.objects.get_or_create(name=name)[0] for name in names)


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0001_initial"),
    ]

    operations = [
        # Going back leaves the books: somebody may have changed them since.
        migrations.RunPython(add_books, migrations.RunPython.noop),
    ]
