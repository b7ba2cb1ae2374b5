"""What a worker would do if it knew."""

from celery import shared_task


@shared_task
def paint() -> None:
    """Paint the shelves."""
