"""Reports, with their task run at once."""

from unittest.mock import patch

from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from books.models import Book


@patch("time.sleep")
def test_report_is_written_after_the_commit(
    sleep: object,
    client: Client,
    shelf: list[Book],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/api/v1/reports/").json()
        assert answer["pages"] is None
    report = client.get(f"/api/v1/reports/{answer['id']}/").json()
    assert report == {"id": answer["id"], "starts": 1, "pages": sum(range(1, 14))}
