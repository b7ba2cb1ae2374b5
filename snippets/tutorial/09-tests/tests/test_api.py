@pytest.mark.parametrize("query", ["", "?page=2", "?search=python", "?ordering=-published"])
def test_list_costs_three_queries(
    client: Client, db: None, django_assert_num_queries, query: str
) -> None:
    with django_assert_num_queries(3):  # count, books, authors
        assert client.get(BOOKS + query).status_code == 200
