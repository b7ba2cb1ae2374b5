"""What a reader does with a page besides reading: print, save, carry away, ask about it."""

import gzip
import re
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from cookbook.page.pages import pages
from cookbook.repo import ROOT
from cookbook.report.server import serving
from cookbook.site import changes, plain, policy

browsing = pytest.mark.browser
KINDS = (
    "",
    "tutorial/10-settings-and-server",
    "recipes/scale",
    "files/dockerfile",
    "troubleshooting/connection-refused",
    "concepts/layers-and-cache",
    "reference/api",
)
MOST = 95_000  # bytes of a page that is opened first, packed, without its images
REQUESTS = 11


def source(name: str) -> Path:
    """Return the Markdown of a page by its address."""
    page = ROOT / "docs" / f"{name}.md"
    return page if page.is_file() else ROOT / "docs" / name / "index.md"


def test_every_page_is_light(site: Path) -> None:
    packed: dict[Path, int] = {}
    heavy = []
    for page in [*pages(site)]:
        file = site / page.name / "index.html"
        tree = html.parse(str(file)).getroot()
        paths = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
        parts = [file, *((file.parent / path).resolve() for path in paths)]
        for part in parts:
            packed.setdefault(part, len(gzip.compress(part.read_bytes(), 6)))
        total = sum(packed[part] for part in parts)
        if total > MOST or len(parts) > REQUESTS - 1:  # the logo
            heavy.append(f"{page.name}: {total} bytes in {len(parts)} files")
    assert heavy == []


@browsing
def test_a_page_asks_for_nothing_more_than_it_shows(tab: Page, address: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(f"{address}/")))
    tab.goto("/recipes/scale/")
    tab.wait_for_load_state("networkidle")
    assert len(asked) <= REQUESTS
    assert [url for url in asked if "assets/" not in url] == ["recipes/scale/"]


@browsing
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_is_dark_on_white(scheme: str, browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto("/tutorial/03-compose/")
    tab.emulate_media(media="print")
    tab.evaluate("document.getAnimations().forEach(change => change.finish())")  # colours fade
    brightness = """(property) => (element) => {
        const [r, g, b] = getComputedStyle(element)[property].match(/[\\d.]+/g).map(Number);
        return (r + g + b) / 3;
    }"""
    for selector in ("article p", "article h2", ".highlight code", '[data-kind="session"] code'):
        text = tab.locator(selector).first
        assert text.evaluate(f"({brightness})('color')") < 110, selector
    paper = tab.locator("body").evaluate(f"({brightness})('backgroundColor')")
    assert paper > 240
    assert not tab.locator(".block-source").first.is_visible()
    assert not tab.locator(".md-header").is_visible()
    context.close()


@browsing
def test_copy_button_keeps_its_name_under_the_focus(tab: Page) -> None:
    tab.goto("/files/dockerignore/")
    button = tab.locator(".md-code__button").first
    button.focus()
    tab.wait_for_timeout(400)  # the theme's tooltip comes
    expect(button).to_have_accessible_name("Copy to clipboard: .dockerignore")


@browsing
def test_links_lead_on_in_a_folder(site: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    tab.locator(".md-tabs").get_by_role("link", name="Recipes").click()
    expect(tab.locator("h1")).to_contain_text("Recipes")
    tab.locator("article").get_by_role("link", name="Scale a service").first.click()
    expect(tab.locator("h1")).to_contain_text("Scale a service")
    tab.locator(".md-logo").first.click()
    expect(tab.locator("h1")).to_contain_text("Django in containers")
    context.close()


@browsing
def test_the_site_works_under_its_content_security_policy(site: Path, browser: Browser) -> None:
    header = (site / policy.FILE).read_text().strip()
    with serving(site, {"Content-Security-Policy": header}) as address:
        context = browser.new_context(
            base_url=address, permissions=["clipboard-read", "clipboard-write"]
        )
        tab = context.new_page()
        refused: list[str] = []
        tab.on("pageerror", lambda error: refused.append(str(error)))
        tab.on("console", lambda said: refused.append(said.text))
        for name in KINDS:
            tab.goto(f"/{name}/".replace("//", "/"))
            tab.wait_for_load_state("networkidle")
        tab.goto("/files/dockerignore/")
        tab.locator(".md-code__button").first.click()
        tab.wait_for_function("async () => (await navigator.clipboard.readText()).includes('.git')")
        tab.get_by_title("Switch to dark mode").click()
        expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        tab.reload()
        expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        tab.locator("#search-query").focus()
        tab.keyboard.insert_text("port is already allocated")
        expect(tab.locator("#search-results a").first).to_contain_text("already allocated")
        with tab.expect_download() as download:
            tab.goto("/tutorial/03-compose/")
            tab.get_by_role("button", name="Download compose.yaml").first.click()
        assert download.value.suggested_filename == "compose.yaml"
        assert refused == []
        context.close()


@browsing
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("dockerfile", "Dockerfile"),
        ("compose-development", "compose.yaml"),
        ("compose-production", "compose.prod.yaml"),
    ],
)
def test_a_finished_file_is_there_whole(name: str, file: str, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"/files/{name}/")
    tab.get_by_text("The whole file, to copy").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name=f"Download {file}", exact=True).click()
    download.value.save_as(tmp_path / file)
    marker = re.compile(r"^.*-8<-.*\n", re.MULTILINE)
    wanted = marker.sub("", (ROOT / "example_project" / file).read_text())
    assert (tmp_path / file).read_text() == wanted


def test_chapters_have_their_numbers_in_the_navigation(site: Path) -> None:
    for page in pages(site):
        if not (chapter := re.fullmatch(r"tutorial/(\d\d)-.*", page.name)):
            continue
        tree = html.parse(str(site / page.name / "index.html")).getroot()
        title = page.article.select_one("h1")
        assert title is not None
        text = title.get_text().removesuffix("¶").strip()
        numbered = f"{int(chapter[1])}. {text}"
        assert tree.findtext(".//title").startswith(f"{numbered} - "), page.name
        current = tree.xpath("//nav//a[contains(@class, 'md-nav__link--active')]")
        assert numbered in {" ".join(link.text_content().split()) for link in current}


def test_foot_of_a_page(site: Path) -> None:
    tree = html.parse(str(site / "recipes/scale/index.html")).getroot()
    foot = {link.text_content(): link.get("href") for link in tree.xpath("//footer//a")}
    assert foot["Edit this page"].endswith("/edit/main/docs/recipes/scale.md")
    assert "issues/new?title=Page%3A%20Scale%20a%20service" in foot["Report a problem"]
    assert foot["MIT licence"].endswith("/blob/main/LICENSE")
    for name in ("This page as Markdown", "Feed of changes", "llms.txt"):
        assert (site / "recipes/scale" / foot[name]).resolve().is_file(), name
    if changes.commits():
        (when,) = tree.xpath("//footer//span[starts-with(text(), 'Last change: ')]")
        assert re.fullmatch(r"Last change: \d+ [A-Z][a-z]+ 20\d\d", when.text_content())


def test_markdown_of_a_page_holds_its_blocks(site: Path) -> None:
    lost = []
    for page in pages(site):
        file = site / page.name / "index.md"
        text = file.read_text()
        lost += [
            f"{page.name}: {block.title}"
            for block in page.blocks
            if _squeezed(block.text) not in _squeezed(text)
        ]
        assert "--8<--" not in text, page.name
        assert not re.search(r"\{ [.#][^}]*\}$|^!!! ", text, re.MULTILINE), page.name
    assert lost == []


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_lists_for_programs_name_every_page(site: Path) -> None:
    listed, whole = (site / "llms.txt").read_text(), (site / "llms-full.txt").read_text()
    for page in pages(site):
        address = plain.address(str(source(page.name).relative_to(ROOT / "docs")))
        assert f"/{address}): " in listed, page.name
        assert (site / address).read_text() in whole, page.name


def test_links_in_the_markdown_lead_to_files(site: Path) -> None:
    dead = []
    for page in pages(site):
        for link in re.findall(
            r"\]\(http://127\.0\.0\.1:8001/([^)#\s]*)", _markdown(site, page.name)
        ):
            if not (site / link).exists():
                dead.append(f"{page.name}: {link}")
    assert dead == []


def _markdown(site: Path, name: str) -> str:
    """Return the Markdown of a page with the address of a local build."""
    text = (site / name / "index.md").read_text()
    address = (site / "llms.txt").read_text().partition("](")[2].partition("index.md")[0]
    return text.replace(f"]({address}", "](http://127.0.0.1:8001/")


def test_feed_names_what_changed_last(site: Path) -> None:
    feed = html.fromstring((site / changes.FEED).read_bytes())
    entries = feed.xpath("//entry")
    if not changes.commits():
        pytest.skip("no Git history here")
    dates = [entry.findtext("updated") for entry in entries]
    assert 0 < len(entries) <= changes.LENGTH
    assert dates == sorted(dates, reverse=True)
