"""Every page, as a phone and as a desktop shows it: no accessibility rule broken, no other host."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from cookbook.page.pages import pages
from cookbook.report.server import serving

pytestmark = pytest.mark.browser

SCREENS = {
    "phone, light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "desktop, dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}
# axe then gathers no details of the rules that are kept, which takes a third of its time.
BROKEN_ALONE = {"resultTypes": ["violations"]}
CONTRAST = {"runOnly": ["color-contrast"]}
ALL_ELSE = {"rules": {"color-contrast": {"enabled": False}}}
# The navigation is looked at once in each section.
NAVIGATION = "document.querySelector('.md-sidebar--primary').remove()"
# Contrast takes more than half of the time, and depends on these alone: each is looked at once.
# Marks one element of each kind that is new, and returns the kinds.
NEW_COLOURS = """(seen) => {
    const NOTHING = ["rgba(0, 0, 0, 0)", "none", "1"];
    const grounds = new Map([[null, ""]]);
    const ground = (place) => {
        if (!grounds.has(place)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(place);
            const own = [backgroundColor, backgroundImage, opacity];
            const shown = own.filter((part) => !NOTHING.includes(part));
            grounds.set(place, [...shown, ground(place.parentElement)].join());
        }
        return grounds.get(place);
    };
    const known = new Set(seen), found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const name = [color, fontSize, fontWeight, ground(element)].join();
        if (known.has(name)) continue;
        known.add(name);
        found.push(name);
        element.setAttribute("data-new-colours", "");
    }
    return found;
}"""
MARKED = ["[data-new-colours]"]
CUT_OFF = """() => [...document.querySelectorAll("pre > code")].some(
    (code) => code.scrollWidth > code.clientWidth + 1)"""


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page(screen: str, site: Path, browser: Browser) -> None:
    axe = Axe()
    broken: list[str] = []
    elsewhere: set[str] = set()
    sections: set[str] = set()
    colours: list[str] = []

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
            section = page.name.partition("/")[0]
            if section in sections:
                tab.evaluate(NAVIGATION)
            sections.add(section)
            for violation in violations(axe, tab, colours):
                nodes = [node["target"] for node in violation["nodes"]]
                broken.append(f"{page.name}: {violation['id']} {nodes[:3]}")
        context.close()
    assert broken == [], "\n".join(broken)
    assert elsewhere == set()


def violations(axe: Axe, tab: Page, colours: list[str]) -> list[dict[str, Any]]:
    """Return what axe finds on the page of a tab; add the colours that it had not met to those."""
    found: list[dict[str, Any]] = axe.run(tab, None, BROKEN_ALONE | ALL_ELSE).response["violations"]
    if new := tab.evaluate(NEW_COLOURS, colours):
        colours += new
        found += axe.run(tab, {"include": MARKED}, BROKEN_ALONE | CONTRAST).response["violations"]
    return found


def test_pale_words_are_found(site: Path, browser: Browser) -> None:
    """A colour that only one page has is looked at, although its other colours are known."""
    axe = Axe()
    colours: list[str] = []
    with serving(site) as address, browser.new_page(color_scheme="light") as tab:
        tab.goto(f"{address}/concepts/data/")
        assert violations(axe, tab, colours) == []
        known = len(colours)
        tab.goto(f"{address}/concepts/security/")
        tab.add_style_tag(content="article p:nth-of-type(3) { color: #bbb }")

        assert [violation["id"] for violation in violations(axe, tab, colours)] == [
            "color-contrast"
        ]
        assert len(colours) < 2 * known
