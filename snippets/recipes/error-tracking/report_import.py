from books.report import report
