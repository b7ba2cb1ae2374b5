"""The search box, as a reader uses it: what people ask leads to the page that answers.

`queries.tsv` holds questions and pasted messages, each with the page that has to come first.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

QUERIES = Path(__file__).with_name("queries.tsv")
PARTS = ("assets/vendor/minisearch.js", "search/index.js", "assets/search.js")
MESSAGE = 'psycopg.OperationalError: connection failed: connection to server at "::1", port 5432'

# Pastes each query, waits until the results are painted, and returns the time and their paths.
ASK = """async (queries) => {
  const box = document.getElementById("search-query");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const answers = [];
  for (const query of queries) {
    box.select();
    const start = performance.now();
    document.execCommand("insertText", false, query);
    await painted();
    const took = performance.now() - start;
    const links = [...document.querySelectorAll("#search-results li > a:first-child")];
    answers.push([took, links.map((link) => new URL(link.href).pathname)]);
  }
  return answers;
}"""


def queries() -> list[tuple[str, str]]:
    """Return each query with the path of its page."""
    with QUERIES.open() as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(query, f"/{page}/".replace("/index/", "/")) for query, page in rows]


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page of the site with what it asked the server for, in `tab.asked`."""
    context = browser.new_context(base_url=address)
    tab = context.new_page()
    tab.goto("/recipes/scale/")
    yield tab
    context.close()


def paste(tab: Page, text: str) -> None:
    """Put a text into the box as the mouse pastes: no key is pressed."""
    tab.locator("#search-query").focus()
    tab.keyboard.insert_text(text)


def found(tab: Page) -> list[str]:
    """Return the paths of the pages that the box shows, the best first."""
    first = "links => links.map(link => new URL(link.href).pathname)"
    return list(tab.locator("#search-results li > a:first-child").evaluate_all(first))


def ready(tab: Page) -> None:
    """Open the box and wait until it can answer."""
    tab.locator("#search-query").focus()
    tab.wait_for_function("document.getElementById('search-query').dataset.ready")


def test_the_list_is_long_enough(site: Path) -> None:
    asked = [query for query, _ in queries()]
    assert len(asked) >= 150
    assert len(asked) == len(set(asked))
    missing = {page for _, page in queries() if not (site / page[1:] / "index.html").is_file()}
    assert missing == set()


def test_what_people_ask_leads_to_the_page_that_answers(tab: Page) -> None:
    ready(tab)
    times, misses, ranks = [], [], []
    for (query, page), (took, shown) in zip(
        queries(), tab.evaluate(ASK, [query for query, _ in queries()]), strict=True
    ):
        times.append(took)
        ranks.append(shown.index(page) if page in shown else 99)
        if ranks[-1]:
            misses.append(f"{ranks[-1] + 1:3} {page} for {query!r}, not {shown[:1]}")
    first = sum(rank == 0 for rank in ranks) / len(ranks)
    three = sum(rank < 3 for rank in ranks) / len(ranks)
    print(f"first {first:.1%}, first three {three:.1%} of {len(ranks)}", *misses, sep="\n")
    print(f"shown after {median(times):.0f} ms (median), {max(times):.0f} ms at most")
    assert first >= 0.85
    assert three >= 0.95


def test_nothing_is_loaded_before_the_box_is_touched(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(f"{address}/")))
    tab.goto("/recipes/scale/")
    tab.wait_for_load_state("networkidle")
    assert not {*asked} & {*PARTS}
    ready(tab)
    paste(tab, MESSAGE)
    assert {*asked} >= {*PARTS}
    assert [url for url in asked if url.startswith("http")] == []
    assert [asked.count(part) for part in PARTS] == [1, 1, 1]
    context.close()


def test_text_that_is_pasted_with_the_mouse_is_found_at_once(tab: Page) -> None:
    ready(tab)
    paste(tab, MESSAGE)
    assert found(tab)[0] == "/troubleshooting/connection-refused/"
    expect(tab.locator("#search-meta")).to_have_text("10 pages, the best first")


def test_text_that_is_there_before_the_index_is_not_lost(tab: Page) -> None:
    paste(tab, MESSAGE)
    expect(tab.locator("#search-results a").first).to_contain_text("Connection refused")


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_the_box_and_writes_nothing(key: str, tab: Page) -> None:
    tab.keyboard.press(key)
    expect(tab.locator("#search-query")).to_be_focused()
    expect(tab.locator("#search-query")).to_have_value("")
    expect(tab.locator("#__search")).to_be_checked()


def test_a_key_of_the_box_can_be_typed_into_it(tab: Page) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type("/s")
    expect(tab.locator("#search-query")).to_have_value("/s")


def test_arrows_go_through_the_results_and_back(tab: Page) -> None:
    ready(tab)
    paste(tab, "wait for the database")
    links = tab.locator("#search-results a")
    tab.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    tab.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator("#search-query")).to_be_focused()
    tab.keyboard.press("ArrowUp")
    expect(links.last).to_be_focused()


def test_typing_on_a_result_goes_on_with_the_query(tab: Page) -> None:
    ready(tab)
    paste(tab, "databas")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.type("e")
    expect(tab.locator("#search-query")).to_have_value("database")


def test_enter_opens_the_first_result(tab: Page) -> None:
    ready(tab)
    paste(tab, "wait for the database")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/recipes/wait-for-the-database/**")


def test_escape_closes_and_gives_the_focus_back(tab: Page) -> None:
    tab.locator(".md-logo").first.focus()
    tab.keyboard.press("/")
    tab.keyboard.press("Escape")
    expect(tab.locator("#__search")).not_to_be_checked()
    expect(tab.locator(".md-logo").first).to_be_focused()


def test_the_box_closes_when_the_focus_leaves_it(tab: Page) -> None:
    ready(tab)
    tab.keyboard.press("Shift+Tab")
    expect(tab.locator("#__search")).not_to_be_checked()


def test_words_that_were_found_are_marked_on_the_page(tab: Page) -> None:
    ready(tab)
    paste(tab, "the input device is not a TTY")
    tab.locator("#search-results a").first.click()
    tab.wait_for_function("CSS.highlights.has('found')")
    words = tab.evaluate("[...CSS.highlights.get('found')].map(String)")
    assert {"input", "device", "TTY"} <= {*words}
    assert "h=" not in tab.url


def test_a_pitfall_is_found_by_itself_and_shown(tab: Page) -> None:
    ready(tab)
    paste(tab, "'DisabledBackend' object has no attribute '_get_task_meta_for'")
    result = tab.locator("#search-results li").first.locator("a").nth(1)
    expect(result.locator("strong")).to_contain_text("'DisabledBackend' object")
    expect(result.locator("span")).to_contain_text("the process that asks for a result")
    result.click()
    tab.wait_for_url("**/recipes/background-work/**#attributeerror-disabledbackend-*")
    pitfall = tab.locator("li:target")
    expect(pitfall).to_contain_text("No result backend is configured")
    expect(pitfall).to_be_in_viewport()


def test_results_mark_what_was_found(tab: Page) -> None:
    ready(tab)
    paste(tab, "input device TTY")
    marks = tab.locator("#search-results mark")
    assert {"input", "device", "TTY"} <= {*marks.all_inner_texts()}


def test_nothing_found_is_said(tab: Page) -> None:
    ready(tab)
    paste(tab, "xyzzyqq")
    expect(tab.locator("#search-meta")).to_have_text("No page has these words")


def test_clear_empties_the_box(tab: Page) -> None:
    ready(tab)
    paste(tab, "postgres")
    tab.get_by_role("button", name="Clear").click()
    expect(tab.locator("#search-query")).to_have_value("")
    expect(tab.locator("#search-query")).to_be_focused()
    expect(tab.locator("#search-results li")).to_have_count(0)


def test_it_works_in_a_folder(site: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto(f"{(site / 'recipes/scale/index.html').as_uri()}")
    ready(tab)
    paste(tab, MESSAGE)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/troubleshooting/connection-refused/index.html*")
    expect(tab.locator("h1")).to_contain_text("Connection refused")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_open_box_breaks_no_accessibility_rule(
    width: int, scheme: str, browser: Browser, address: str
) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    tab = context.new_page()
    tab.goto("/recipes/scale/")
    if width < 960:
        tab.locator("header label[for=__search]").first.click()
    ready(tab)
    paste(tab, MESSAGE)
    tab.keyboard.press("ArrowDown")
    # The box slides in from beyond the edge.
    tab.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth")
    response = Axe().run(tab, options={"resultTypes": ["violations"]}).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in response["violations"]] == []
    context.close()
