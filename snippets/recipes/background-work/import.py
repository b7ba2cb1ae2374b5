from books.tasks import look_up
