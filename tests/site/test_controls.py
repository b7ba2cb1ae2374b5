"""What a reader presses, with the mouse, a finger or a key: tabs, terms, buttons, the header."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TABS = ".tabbed-labels > label"
PANELS = ".tabbed-content > .tabbed-block"
TERM = "article :is(p, td, li) > abbr"
MEANS = "A directory of your machine that a container sees"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a tab of a phone."""
    context = browser.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, has_touch=True
    )
    yield context.new_page()
    context.close()


def shown(tab: Page) -> list[bool]:
    """Tell which panels of the first tabs of a page can be seen."""
    return [panel.is_visible() for panel in tab.locator(PANELS).all()[:3]]


def test_a_tab_shows_its_panel_and_hides_the_others(tab: Page) -> None:
    tab.goto("/tutorial/")
    assert shown(tab) == [True, False, False]
    tab.locator(TABS).filter(has_text="Windows").click()
    expect(tab.locator(PANELS).nth(2)).to_be_visible()
    assert shown(tab) == [False, False, True]


def test_arrow_keys_go_from_tab_to_tab(tab: Page) -> None:
    tab.goto("/tutorial/")
    tab.locator(".tabbed-set > input").first.focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(PANELS).nth(1)).to_be_visible()
    assert shown(tab) == [False, True, False]


def test_a_tab_stays_chosen(tab: Page) -> None:
    tab.goto("/tutorial/")
    tab.locator(TABS).filter(has_text="macOS").click()
    expect(tab.locator(PANELS).nth(1)).to_be_visible()
    tab.reload()
    expect(tab.locator(PANELS).nth(1)).to_be_visible()
    assert shown(tab) == [False, True, False]


def test_paper_shows_what_is_behind_every_tab(tab: Page) -> None:
    tab.goto("/tutorial/")
    tab.emulate_media(media="print")
    assert shown(tab) == [True, True, True]


def test_a_term_says_what_it_means_under_the_mouse(tab: Page) -> None:
    tab.goto("/tutorial/03-compose/")
    tab.locator(TERM).filter(has_text="bind mount").first.hover()
    expect(tab.get_by_role("tooltip")).to_contain_text(MEANS)


def test_a_term_says_what_it_means_to_the_keyboard(tab: Page) -> None:
    tab.goto("/tutorial/03-compose/")
    term = tab.locator(TERM).filter(has_text="bind mount").first
    expect(term).to_have_attribute("tabindex", "0")
    term.focus()
    expect(tab.get_by_role("tooltip")).to_contain_text(MEANS)
    expect(term).to_have_accessible_description(tab.get_by_role("tooltip").inner_text())
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("tooltip")).to_have_count(0)


def test_a_term_says_what_it_means_to_a_finger(phone: Page) -> None:
    phone.goto("/tutorial/03-compose/")
    phone.locator(TERM).filter(has_text="bind mount").first.tap()
    expect(phone.get_by_role("tooltip")).to_contain_text(MEANS)


def test_a_page_comes_to_rest(tab: Page) -> None:
    tab.goto("/tutorial/03-compose/")
    tab.wait_for_load_state("networkidle")
    # The theme makes its tooltips a moment after all is loaded; a loop would never end.
    rests = """() => new Promise((done) => {
        const finish = (rest) => { observer.disconnect(); done(rest); };
        let still = setTimeout(finish, 500, true);
        const observer = new MutationObserver(() => {
            clearTimeout(still);
            still = setTimeout(finish, 500, true);
        });
        observer.observe(document.body, { attributes: true, childList: true, subtree: true });
        setTimeout(finish, 10_000, false);
    })"""
    assert tab.evaluate(rests)


def test_a_term_takes_the_focus_once_on_a_page(tab: Page) -> None:
    tab.goto("/tutorial/03-compose/")
    expect(tab.locator("article abbr[tabindex]").first).to_be_attached()
    terms = [text.lower() for text in tab.locator("article abbr[tabindex]").all_inner_texts()]
    assert len(terms) == len({*terms})
    every = {text.lower() for text in tab.locator("article abbr:not(a abbr)").all_inner_texts()}
    assert every == {*terms}


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_copies_a_block(key: str, tab: Page) -> None:
    tab.goto("/files/dockerignore/")
    tab.get_by_role("button", name="Copy to clipboard: .dockerignore").first.press(key)
    tab.wait_for_function("async () => (await navigator.clipboard.readText()).includes('.git')")


def test_a_session_copies_what_is_typed_alone(tab: Page) -> None:
    tab.goto("/tutorial/03-compose/")
    session = tab.locator('[data-kind="session"]').filter(has_text="docker compose down")
    session.get_by_role("button", name="Copy to clipboard").click()
    tab.wait_for_function(
        "async () => (await navigator.clipboard.readText()).trim() === 'docker compose down'"
    )


def test_a_key_saves_a_file(tab: Page, tmp_path: Path) -> None:
    tab.goto("/tutorial/03-compose/")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download compose.yaml").first.press("Enter")
    download.value.save_as(tmp_path / "compose.yaml")
    saved = (tmp_path / "compose.yaml").read_text()
    assert saved.startswith("# Development: ")
    assert saved.endswith("uv.lock\n")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(tab: Page) -> None:
    tab.goto("/recipes/scale/")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Skip to content")).to_be_focused()
    tab.keyboard.press("Enter")
    assert "#" in tab.url


def test_dark_mode_is_a_key_away_and_lasts(tab: Page) -> None:
    tab.goto("/recipes/scale/")
    tab.locator("input[name=__palette]").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    tab.goto("/recipes/logs-exec-run/")
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_reader_s_system_chooses_light_or_dark(browser: Browser, address: str) -> None:
    for scheme, wanted in (("dark", "slate"), ("light", "default")):
        context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto("/recipes/scale/")
        expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", wanted)
        context.close()


def test_the_header_says_where_one_is(tab: Page) -> None:
    tab.goto("/recipes/scale/")
    expect(tab.locator(".md-tabs__item--active")).to_have_text("Recipes")
    tab.locator(".md-logo").first.click()
    expect(tab.locator("h1")).to_contain_text("Django in containers")


def test_the_header_asks_nobody_about_the_repository(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto("/recipes/scale/")
    tab.wait_for_load_state("networkidle")
    expect(tab.locator(".md-header .md-source")).to_contain_text("Repository")
    assert [url for url in asked if "127.0.0.1" not in url] == []


def test_a_phone_opens_and_closes_the_navigation(phone: Page) -> None:
    phone.goto("/")
    drawer = phone.locator(".md-sidebar--primary")
    phone.locator("header label[for=__drawer]").tap()
    expect(drawer).to_be_in_viewport()
    phone.locator(".md-overlay").tap(position={"x": 370, "y": 400})
    expect(drawer).not_to_be_in_viewport()


def test_a_phone_opens_the_search(phone: Page) -> None:
    phone.goto("/recipes/scale/")
    phone.locator("header label[for=__search]").first.tap()
    expect(phone.locator("#search-query")).to_be_focused()


def test_paper_has_the_text_alone_and_all_of_its_code(tab: Page) -> None:
    tab.goto("/tutorial/12-production-stack/")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 700, "height": 1000})  # as wide as a sheet
    for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-code__nav", ".block-download"):
        assert not any(found.is_visible() for found in tab.locator(part).all()), part
    cut = """codes => codes.filter(code => code.scrollWidth > code.clientWidth + 1).length"""
    assert tab.locator("pre > code").evaluate_all(cut) == 0
