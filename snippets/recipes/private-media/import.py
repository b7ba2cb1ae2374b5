from books.files import media
