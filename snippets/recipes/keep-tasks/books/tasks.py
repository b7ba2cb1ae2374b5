"""Work that no request waits for."""

import time

from django.db.models import F

from books.models import Book, Report
from config.celery import app


@app.task
def write_report(report_id: int) -> None:
    """Add up the pages of all books, one a second."""
    report = Report.objects.get(pk=report_id)
    report.starts = F("starts") + 1
    report.save(update_fields=["starts"])
    pages = 0
    for book in Book.objects.all():
        time.sleep(1)
        pages += book.page_count
    report.pages = pages
    report.save(update_fields=["pages"])
