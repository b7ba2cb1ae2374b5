"""Books and the people who wrote them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from books.validators import validate_isbn13


class Author(models.Model):
    """Somebody who wrote a book. Two people may share a name, so it is not unique."""

    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"], name="author_by_name")]

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    """One edition of a book, known by its ISBN."""

    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    authors = models.ManyToManyField(Author, related_name="books", through="Authorship")
    isbn = models.CharField("ISBN", max_length=13, unique=True, validators=[validate_isbn13])
    page_count = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    published = models.DateField()

    class Meta:
        # The id last: without it, books of the same title could swap between two pages.
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["title", "id"], name="book_by_title"),
            models.Index(fields=["published", "id"], name="book_by_published"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(page_count__gt=0), name="book_has_pages"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("books:detail", args=[self.pk])


class Authorship(models.Model):
    """Who wrote which book. An author who has books cannot be deleted: no book loses its last."""

    book = models.ForeignKey(Book, models.CASCADE)
    author = models.ForeignKey(Author, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "author"], name="author_once_per_book"),
        ]

    def __str__(self) -> str:
        return self.author.name
