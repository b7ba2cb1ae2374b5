"""What the query string of a list may ask for. What makes no sense is refused, never ignored."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import DateFilter, Filter, FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.request import Request
from rest_framework.views import APIView

from books.models import Book


class WholeNumberFilter(Filter):
    """A number that fits a database column: `NumberFilter` would take decimals such as 1e50."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1, **kwargs)


class BookFilter(FilterSet):
    """`?isbn=`, `?author=`, `?published_after=` and `_before=`, `?page_count_min=` and `_max=`."""

    author = WholeNumberFilter(field_name="authors")
    published_after = DateFilter(field_name="published", lookup_expr="gte")
    published_before = DateFilter(field_name="published", lookup_expr="lte")
    page_count_min = WholeNumberFilter(field_name="page_count", lookup_expr="gte")
    page_count_max = WholeNumberFilter(field_name="page_count", lookup_expr="lte")

    class Meta:
        model = Book
        fields = ["isbn"]


class ShortSearchFilter(SearchFilter):
    """`?search=`, with a limit: each word is looked for in every row and field."""

    max_length = 100

    def get_search_terms(self, request: Request) -> list[str]:
        if len(request.query_params.get(self.search_param, "")) > self.max_length:
            raise ValidationError({self.search_param: [f"At most {self.max_length} characters."]})
        return super().get_search_terms(request)


class StableOrderingFilter(OrderingFilter):
    """`?ordering=`, with the id as the last word.

    Books of one day would otherwise come in any order, and one could show on two pages.
    """

    def remove_invalid_fields(
        self, queryset: QuerySet, fields: Iterable[str], view: APIView, request: Request
    ) -> list[str]:
        asked = list(fields)
        valid = super().remove_invalid_fields(queryset, asked, view, request)
        if len({field.lstrip("-") for field in valid}) < len(asked):
            raise ValidationError({self.ordering_param: ["Unknown or repeated field."]})
        return [*valid, "id"]
