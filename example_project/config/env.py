"""Settings from the environment, or from the files that `NAME_FILE` variables name."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FLAGS = {"1": True, "true": True, "0": False, "false": False}


# --8<-- [start:text]
def text(name: str, default: str = "") -> str:
    """Return the content of the file that `NAME_FILE` names, else the value of `NAME`.

    White space around the value goes: a file written by an editor ends in a newline, a password
    does not. An empty value counts as none. Raises `OSError` when the file cannot be read.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip() or default
    return os.environ.get(name, "").strip() or default
# --8<-- [end:text]


# --8<-- [start:flag]
def flag(name: str, default: bool) -> bool:
    """Return the switch `NAME`; raises `ImproperlyConfigured` unless it is 1, true, 0 or false."""
    value = text(name)
    if not value:
        return default
    try:
        return FLAGS[value.lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to 1 or 0.") from None
# --8<-- [end:flag]


def items(name: str) -> list[str]:
    """Return the comma-separated values of `NAME`; none when it is not set."""
    return [item.strip() for item in text(name).split(",") if item.strip()]
