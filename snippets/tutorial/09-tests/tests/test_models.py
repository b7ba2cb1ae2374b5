@pytest.mark.parametrize("page_count", [0, -1])
def test_database_refuses_book_without_pages(db: None, page_count: int) -> None:
    with pytest.raises(IntegrityError):
        Book.objects.create(
            title="Thin", isbn="9780000000002", page_count=page_count, published=date(2001, 1, 1)
        )
