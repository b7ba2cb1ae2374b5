shelve.delay_on_commit(book.pk)
