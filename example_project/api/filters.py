"""What the query string of a list may ask for."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django_filters import DateFromToRangeFilter, FilterSet, ModelChoiceFilter, RangeFilter
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView

from books.models import Author, Book


# --8<-- [start:book]
class BookFilter(FilterSet):
    """`?isbn=`, `?author=`, `?published_after=` and `_before=`, `?page_count_min=` and `_max=`."""

    author = ModelChoiceFilter(field_name="authors", queryset=Author.objects.all())
    published = DateFromToRangeFilter()
    page_count = RangeFilter()

    class Meta:
        model = Book
        fields = ["isbn"]
# --8<-- [end:book]


# --8<-- [start:ordering]
class StableOrderingFilter(OrderingFilter):
    """`?ordering=`, with the id as the last word.

    Books of one day would else come in any order, and one could show on two pages of the list.
    """

    def get_ordering(
        self, request: Request, queryset: QuerySet, view: APIView
    ) -> Sequence[str] | None:
        ordering = super().get_ordering(request, queryset, view)
        return ordering and [*ordering, "id"]
# --8<-- [end:ordering]
