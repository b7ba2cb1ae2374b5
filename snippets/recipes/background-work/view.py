def perform_create(self, serializer: BaseSerializer[Book]) -> None:
    book = serializer.save()
    look_up.delay_on_commit(book.pk)
