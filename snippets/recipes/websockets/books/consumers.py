"""What an open WebSocket is sent."""

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from books.models import Book


class CountConsumer(AsyncJsonWebsocketConsumer):
    """Send the number of books at once, and again when it changes."""

    groups = ["count"]

    async def connect(self) -> None:
        await self.accept()
        await self.count_changed()

    async def count_changed(self, event: dict[str, Any] | None = None) -> None:
        await self.send_json({"books": await Book.objects.acount()})
