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


# Presses all buttons of a page; returns what each one copies, and what the clipboard then holds.
PRESS = """async () => {
    const copied = [];
    document.addEventListener("copy", () => {
        const { value, selectionStart, selectionEnd } = document.activeElement;
        copied.push(value.slice(selectionStart, selectionEnd));
    });
    const frames = [...document.querySelectorAll("div.highlight[data-kind]")];
    for (const frame of frames) {
        copied.length = frames.indexOf(frame);
        frame.querySelector("[data-md-type=copy], .md-clipboard").click();
    }
    return [copied, await navigator.clipboard.readText()];
}"""


def test_every_copy_button(site: Path, tab: Page) -> None:
    wrong, tried = [], 0
    for page in pages(site):
        if not page.blocks:
            continue
        tab.goto(f"/{page.name}/".replace("/./", "/"))
        tab.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
        copied, kept = tab.evaluate(PRESS)
        assert len(copied) == len(page.blocks), page.name
        assert kept == copied[-1], page.name
        for block, text in zip(page.blocks, copied, strict=True):
            tried += 1
            if text != clipboard(block):
                wrong.append(f"{page.name}: {block.source}\n{text!r}\n{clipboard(block)!r}")
    assert wrong == [], "\n".join(wrong)
    assert tried == sum(len(page.blocks) for page in pages(site))
