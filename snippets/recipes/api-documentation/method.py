    def get_age(self, book: Book) -> int:
        """Years since it was published."""
        return date.today().year - book.published.year
