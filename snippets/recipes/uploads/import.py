from books.covers import cover_path, validate_extension, validate_size
