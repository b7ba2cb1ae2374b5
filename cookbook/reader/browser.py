"""Finds and starts Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# The shell first: without windows, it loads a page with about half of the work.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


class NoBrowser(Exception):
    """There is no Chromium; the text says how to get one."""


def executable() -> str | None:
    """Return the path of a Chromium on PATH, or None for the one that Playwright downloads."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium. Raises NoBrowser."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=_QUIET)
        except Exception as error:
            raise NoBrowser(
                "no Chromium: install Debian's `chromium-headless-shell`, or run "
                "`uv run playwright install chromium`"
            ) from error
        with browser:
            yield browser
