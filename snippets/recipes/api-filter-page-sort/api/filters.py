# --8<-- [start:book]
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
# --8<-- [end:book]


# --8<-- [start:ordering]
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
# --8<-- [end:ordering]
