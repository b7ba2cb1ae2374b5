"""The tutorial as a book: PDF and EPUB, made of the pages of a built site."""
