"""What a worker does."""

from celery import shared_task


@shared_task
def dust() -> None:
    """Dust the shelves."""
