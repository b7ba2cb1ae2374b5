"""Every page, as a phone and as a desktop shows it: no accessibility rule broken, no other host."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from cookbook.page.pages import pages
from cookbook.report.server import serving

pytestmark = pytest.mark.browser

SCREENS = {
    "phone, light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "desktop, dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}
# axe then gathers no details of the rules that are kept, which takes a third of its time.
BROKEN_ALONE = {"resultTypes": ["violations"]}
# Colours do not change from page to page: each kind of word of a program is looked at once, on each
# ground, and the navigation once in each section. That is quicker by half and more.
NAVIGATION = {"exclude": [[".md-sidebar--primary"]]}
ONCE = """(seen) => {
    const known = new Set(seen);
    for (const word of document.querySelectorAll("pre span[class]")) {
        const block = word.closest("[data-kind]")?.dataset.kind;
        const kind = [word.className, block, word.closest(".hll") !== null].join(" ");
        if (known.has(kind)) word.replaceWith(...word.childNodes);
        known.add(kind);
    }
    return [...known];
}"""
CUT_OFF = """() => [...document.querySelectorAll("pre > code")].some(
    (code) => code.scrollWidth > code.clientWidth + 1)"""


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page(screen: str, site: Path, browser: Browser) -> None:
    axe = Axe()
    broken: list[str] = []
    elsewhere: set[str] = set()
    sections: set[str] = set()
    kinds: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            elsewhere.add(request.url)

    with serving(site) as address:
        context = browser.new_context(**SCREENS[screen])  # type: ignore[arg-type]
        tab = context.new_page()
        tab.on("request", note)
        for page in pages(site):
            tab.goto(f"{address}/{page.name}/")
            wide = tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            if wide:
                broken.append(f"{page.name}: wider than the screen")
            if tab.evaluate(CUT_OFF):
                broken.append(f"{page.name}: words of a block are outside the screen")
            kinds = tab.evaluate(ONCE, kinds)
            section = page.name.partition("/")[0]
            part = NAVIGATION if section in sections else None
            sections.add(section)
            for violation in axe.run(tab, part, BROKEN_ALONE).response["violations"]:
                nodes = [node["target"] for node in violation["nodes"]]
                broken.append(f"{page.name}: {violation['id']} {nodes[:3]}")
        context.close()
    assert broken == [], "\n".join(broken)
    assert elsewhere == set()
