"""Where covers are kept, and which are taken."""

from pathlib import Path
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator

LARGEST = 500_000  # bytes

# Browsers believe the extension, so it is what counts. SVG is not here: it can hold scripts.
validate_extension = FileExtensionValidator(["jpg", "jpeg", "png", "webp"])


def cover_path(book, filename):
    """Keep nothing of the visitor's name but the extension: two may send `cover.jpg`."""
    return f"covers/{uuid4()}{Path(filename).suffix.lower()}"


def validate_size(cover):
    """Refuse a cover that is too large."""
    try:
        size = cover.size
    except FileNotFoundError:  # lost since it was saved, which is no reason to refuse a new title
        return
    if size > LARGEST:
        raise ValidationError("A cover has 500 kB at most.", code="cover_size")
