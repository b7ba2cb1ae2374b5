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


# Presses the button of a block, and returns what it puts on the clipboard. One block at a time: a
# browser lets a page copy for a few seconds after each act of its user, which a call is here.
PRESS = """async (frame) => {
    let text = "";
    await navigator.clipboard.writeText("");
    frame.querySelector("[data-md-type=copy], .md-clipboard").click();
    for (let tries = 0; !text && tries < 500; tries++) {
        await new Promise((done) => setTimeout(done, 10));
        text = await navigator.clipboard.readText();
    }
    return text;
}"""


def test_every_copy_button(site: Path, tab: Page) -> None:
    wrong, tried = [], 0
    for page in pages(site):
        if not page.blocks:
            continue
        tab.goto(f"/{page.name}/".replace("/./", "/"))
        tab.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
        frames = tab.locator("div.highlight[data-kind]").all()
        copied = [frame.evaluate(PRESS) for frame in frames]
        assert len(copied) == len(page.blocks), page.name
        for block, text in zip(page.blocks, copied, strict=True):
            tried += 1
            if text != clipboard(block):
                wrong.append(f"{page.name}: {block.source}\n{text!r}\n{clipboard(block)!r}")
    assert wrong == [], "\n".join(wrong)
    assert tried == sum(len(page.blocks) for page in pages(site))
