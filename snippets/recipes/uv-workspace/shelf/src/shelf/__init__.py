from humanize import intcomma


def label(books: int) -> str:
    return f"{intcomma(books)} books on the shelf"
