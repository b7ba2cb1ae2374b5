"""Tests store files in memory, and reach no bucket."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def test_a_file_can_be_stored_and_read() -> None:
    name = default_storage.save("covers/cover.txt", ContentFile(b"A cover."))
    with default_storage.open(name) as file:
        assert file.read() == b"A cover."
