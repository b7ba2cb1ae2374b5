"""A name has at most 200 characters: the API says so, and the database insists."""

import pytest
from django.db import DataError
from rest_framework.test import APIClient

from books.models import Author

LONG = "x" * 201


def test_api_explains(api: APIClient) -> None:
    response = api.post("/api/v1/authors/", {"name": LONG})
    assert response.status_code == 400
    assert response.json() == {"name": ["Ensure this field has no more than 200 characters."]}


def test_database_refuses(db: None) -> None:
    with pytest.raises(DataError):
        Author.objects.create(name=LONG)
