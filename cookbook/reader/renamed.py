"""The pages as somebody sees them who has set names of their own: what the site's script shows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup
from bs4 import Tag as Element
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from cookbook.page.pages import Download, Page, Step
from cookbook.report.server import serving

Names = dict[str, str]


@dataclass(frozen=True)
class Renamed(Page):
    """A page as a browser shows it; `saved` is where its downloads are, by number."""

    shown: str
    saved: Path

    @cached_property
    def article(self) -> Element:
        article = BeautifulSoup(self.shown, "lxml").select_one("article")
        assert article is not None
        for note in article.select(".names-note"):
            note.decompose()  # about the page, and nothing to do
        return article

    def _steps(self) -> Iterator[Step]:
        number = 0
        for step in super()._steps():
            if isinstance(step, Download):
                yield replace(step, file=self.saved / str(number))
                number += 1
            else:
                yield step


def renamed(
    site: Path, browser: Browser, pages: list[str], names: Names, folder: Path
) -> list[Renamed]:
    """Return pages of a built site with these names; what they offer is saved below `folder`."""
    with serving(site) as address:
        context = browser.new_context(base_url=address)
        tab = context.new_page()
        tab.goto("/404.html")
        tab.evaluate("names => localStorage.setItem('names', names)", json.dumps(names))
        shown = [_renamed(site, tab, name, folder / name) for name in pages]
        context.close()
    return shown


def _renamed(site: Path, tab: Tab, name: str, saved: Path) -> Renamed:
    _show(tab, name)
    article = tab.locator("article")
    page = Renamed(site, name, article.evaluate("article => article.outerHTML"), saved)
    saved.mkdir(parents=True)
    for number, link in enumerate(article.locator("a[download]").all()):
        if number % 5 == 4:
            _show(tab, name)  # Chromium saves no more than ten files for a page
        with tab.expect_download() as download:
            link.click()
        download.value.save_as(saved / str(number))
    return page


def _show(tab: Tab, name: str) -> None:
    tab.goto(f"/{name}/")
    tab.wait_for_function("() => Boolean(globalThis.renamed)")
