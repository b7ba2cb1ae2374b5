    return f"{intcomma(books)} books on our shelves"
