from books.eat import eat
