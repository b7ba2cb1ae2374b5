"""What the copy button puts on the clipboard is what the reader test types, byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cookbook.page.pages import pages
from cookbook.page.sessions import clipboard
from cookbook.report.server import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(site: Path, browser: Browser) -> Iterator[Page]:
    """Yield a tab that may read the clipboard, at the address of the site."""
    with serving(site) as address:
        context = browser.new_context(
            base_url=address, permissions=["clipboard-read", "clipboard-write"]
        )
        yield context.new_page()
        context.close()


def test_every_copy_button(site: Path, tab: Page) -> None:
    wrong, tried = [], 0
    for page in pages(site):
        if not page.blocks:
            continue
        tab.goto(f"/{page.name}/".replace("/./", "/"))
        tab.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
        frames = tab.locator("div.highlight[data-kind]")
        assert frames.count() == len(page.blocks), page.name
        for number, block in enumerate(page.blocks):
            tab.evaluate("navigator.clipboard.writeText('')")
            button = frames.nth(number).locator("[data-md-type=copy], .md-clipboard").first
            button.evaluate("button => button.click()")
            tab.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
            output = tab.evaluate("navigator.clipboard.readText()")
            tried += 1
            if output != clipboard(block):
                wrong.append(f"{page.name}: {block.source}\n{output!r}\n{clipboard(block)!r}")
    assert wrong == [], "\n".join(wrong)
    assert tried == sum(len(page.blocks) for page in pages(site))
