from books.waiting import waiting
