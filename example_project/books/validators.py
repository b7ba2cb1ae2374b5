"""Checks that a database column cannot make."""

import re
from itertools import cycle

from django.core.exceptions import ValidationError


def validate_isbn13(value: str) -> None:
    """Raise `ValidationError` unless `value` is an ISBN-13 written as 13 digits.

    The digits, weighted 1, 3, 1, 3 and so on, must add up to a multiple of ten: so a single
    mistyped digit is always found.
    """
    if not re.fullmatch(r"97[89][0-9]{10}", value):
        raise ValidationError(
            "Write the ISBN as 13 digits without hyphens, beginning with 978 or 979.",
            code="isbn_format",
        )
    weighted = sum(int(digit) * weight for digit, weight in zip(value, cycle((1, 3)), strict=False))
    if weighted % 10:
        raise ValidationError(
            "The check digit does not match: is a digit wrong?", code="isbn_checksum"
        )
