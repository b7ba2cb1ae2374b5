"""Tell all open WebSockets that the number of books has changed."""

from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from books.models import Book


@receiver([post_save, post_delete], sender=Book)
def book_changed(**kwargs: Any) -> None:
    # Earlier, the others would still count the old number.
    transaction.on_commit(tell, robust=True)


def tell() -> None:
    async_to_sync(get_channel_layer().group_send)("count", {"type": "count.changed"})
