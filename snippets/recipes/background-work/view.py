def perform_create(self, serializer: BaseSerializer[Book]) -> None:
    book = serializer.save()
    transaction.on_commit(lambda: look_up.delay(book.pk), robust=True)
