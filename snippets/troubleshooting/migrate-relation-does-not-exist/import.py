from books.models import Author
