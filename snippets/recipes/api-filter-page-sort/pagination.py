pagination_class = BookPages
