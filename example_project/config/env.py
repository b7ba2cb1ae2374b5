"""Settings from the environment, or from the files that `NAME_FILE` variables name."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FLAGS = {"1": True, "true": True, "0": False, "false": False}


# --8<-- [start:text]
def text(name: str, default: str | None = None) -> str:
    """Return the content of the file that `NAME_FILE` names, else the value of `NAME`.

    White space around the value is dropped: a file written by an editor ends in a newline, a
    password does not. An empty value counts as none. Raises `OSError` if the file cannot be read,
    and `ImproperlyConfigured` if both variables are set, or neither and there is no default.
    """
    value, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE")
    if value and path:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if path:
        value = Path(path).read_text(encoding="utf-8")
    if value := value.strip():
        return value
    if default is None:
        raise ImproperlyConfigured(
            f"Set {name}, or {name}_FILE to the path of a file that holds it. "
            "Only DJANGO_DEBUG=1 does without."
        )
    return default
# --8<-- [end:text]


# --8<-- [start:flag]
def flag(name: str, default: bool) -> bool:
    """Return the switch `NAME`; raises `ImproperlyConfigured` unless it is 1, true, 0 or false."""
    value = text(name, default=str(default))
    try:
        return FLAGS[value.lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to 1 or 0.") from None
# --8<-- [end:flag]


def number(name: str, default: str | None = None) -> int:
    """Return the whole number `NAME`; raises `ImproperlyConfigured` if it is none."""
    value = text(name, default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to a whole number.")
    return int(value)


def items(name: str, default: str | None = "") -> list[str]:
    """Return the comma-separated values of `NAME`."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]
