from books.slow import slow
