"""Put a few real books on the shelves: `python manage.py load_samples`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

import books
from books.models import Author, Book

DATA = Path(books.__file__).parent / "data" / "books.json"


class Command(BaseCommand):
    help = "Add the sample books that the library does not have yet."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        added = 0
        for row in json.loads(DATA.read_text(encoding="utf-8")):
            names = row.pop("authors")
            book, created = Book.objects.get_or_create(isbn=row["isbn"], defaults=row)
            if created:
                book.authors.set(map(self.author, names))
                added += 1
        self.stdout.write(f"{added} books added.")

    def author(self, name: str) -> Author:
        """Return the author of that name, the first one if there are several."""
        return Author.objects.filter(name=name).first() or Author.objects.create(name=name)
