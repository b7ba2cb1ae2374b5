@pytest.mark.parametrize("query", ["", "?page=2", "?search=volume", "?ordering=-published"])
def test_list_costs_the_same_for_any_number_of_books(
    client: Client, shelf: list[Book], django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    with django_assert_num_queries(5):  # count, books, authors, begin and end of the transaction
        assert client.get(BOOKS + query).status_code == 200
