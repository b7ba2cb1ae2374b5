class Report(models.Model):
    """The pages of all books, added up by a task."""

    starts = models.PositiveIntegerField(default=0, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)  # None: not done

    def __str__(self) -> str:
        return f"Report {self.pk}"
