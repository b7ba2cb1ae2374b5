title="A New Book", isbn="9780000000002", page_count=1, published="2026-01-01"
