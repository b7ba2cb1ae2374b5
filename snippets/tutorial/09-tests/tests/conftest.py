@pytest.fixture
def book(author: Author) -> Book:
    book = Book.objects.create(
        title="Testing by Doing",
        subtitle="A Book Nobody Wrote",
        isbn="9780000000002",
        page_count=42,
        published=date(2001, 2, 3),
    )
    book.authors.add(author)
    return book
