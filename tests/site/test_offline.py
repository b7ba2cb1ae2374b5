"""The archive of the site, unpacked and opened as a folder, by a browser without a network."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from cookbook.site import offline

browsing = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the archive has been unpacked."""
    target = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(offline.write(site)) as archive:
        archive.extractall(target)
    return target / "django-in-containers"


@pytest.fixture
def tab(browser: Browser, folder: Path) -> Iterator[Page]:
    """Yield a tab that has no network, and may ask for nothing outside of the folder."""
    context = browser.new_context(
        offline=True, permissions=["clipboard-read", "clipboard-write"], accept_downloads=True
    )
    tab = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("requestfailed", lambda request: wrong.append(request.url))
    yield tab
    context.close()
    inside = (folder.as_uri(), "data:", "blob:")
    assert [url for url in asked if not url.startswith(inside)] == []
    assert [error for error in wrong if not error.endswith((".svg", ".webp"))] == []  # left early


def show(tab: Page, folder: Path, name: str) -> None:
    """Open a page of the folder."""
    tab.goto((folder / name / "index.html").as_uri())


def test_the_foot_of_a_page_leads_to_the_archive(site: Path) -> None:
    tree = html.parse(str(site / "recipes/scale/index.html")).getroot()
    (link,) = tree.xpath("//footer//a[text() = 'All pages as a zip']/@href")
    assert (site / "recipes/scale" / link).resolve() == site / offline.ARCHIVE


def test_it_holds_no_file_that_no_page_loads(folder: Path) -> None:
    held = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    held = [name for name in held if not name.startswith("chapters/")]  # which pages offer
    assert [name for name in held if name.endswith((".map", ".zip", ".gz")) or "lunr" in name] == []
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 60e6


def test_every_link_leads_to_a_file_and_a_place_in_it(folder: Path) -> None:
    trees = {file: html.parse(str(file)).getroot() for file in sorted(folder.rglob("*.html"))}
    places = {file: {*tree.xpath("//@id | //a/@name")} for file, tree in trees.items()}
    dead = set()
    for file, tree in trees.items():
        if file.name != "index.html":
            continue  # a template that is offered, or 404.html, whose links are whole
        for link in tree.xpath("//@href | //img/@src | //script/@src"):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            made_later = target.stem.startswith("django-in-containers")  # by `make build`
            if made_later or folder / "chapters" in target.parents:
                continue
            if not target.is_file():
                dead.add(f"{file.relative_to(folder)}: {link}")
            elif parts.fragment and target in places and parts.fragment not in places[target]:
                dead.add(f"{file.relative_to(folder)}: no #{parts.fragment} there: {link}")
    assert sorted(dead) == []


@browsing
def test_one_page_leads_to_the_next(folder: Path, tab: Page) -> None:
    show(tab, folder, "")
    tab.get_by_role("link", name="I have never used Docker").click()
    expect(tab.locator("h1")).to_contain_text("Tutorial")
    tab.locator("article").get_by_role("link", name="1. Build your first image").click()
    expect(tab.locator("h1")).to_contain_text("Build your first image")
    tab.get_by_role("link", name="Next: 2. Create the project").click()
    expect(tab.locator("h1")).to_contain_text("Create the project")
    tab.locator(".md-tabs").get_by_role("link", name="Reference").click()
    expect(tab.locator("h1")).to_contain_text("Reference")


@browsing
def test_a_link_to_a_place_on_another_page_leads_there(folder: Path, tab: Page) -> None:
    show(tab, folder, "tutorial")
    tab.locator('article a[href$="03-compose/index.html#env-file"]').first.click()
    expect(tab.locator("#env-file")).to_be_in_viewport()


@browsing
def test_pages_have_their_style_and_their_pictures(folder: Path, tab: Page) -> None:
    show(tab, folder, "tutorial")
    family = "element => getComputedStyle(element).fontFamily"
    assert "mono" in tab.locator("article code").first.evaluate(family)
    picture = tab.locator('article img[src*="tutorial-map-light"]')
    picture.scroll_into_view_if_needed()
    tab.wait_for_function("picture => picture.naturalWidth > 0", arg=picture.element_handle())


@browsing
def test_a_message_that_is_pasted_leads_to_its_page(folder: Path, tab: Page) -> None:
    show(tab, folder, "concepts/networking")
    tab.keyboard.press("/")
    tab.keyboard.insert_text("Bind for 0.0.0.0:8000 failed: port is already allocated")
    expect(tab.locator("#search-results a").first).to_contain_text("already allocated")
    tab.locator("#search-results a").first.click()
    expect(tab.locator("h1")).to_contain_text("already allocated")
    tab.wait_for_function("CSS.highlights.has('found')")


@browsing
def test_a_block_can_be_copied(folder: Path, tab: Page) -> None:
    show(tab, folder, "files/dockerignore")
    tab.locator(".md-code__button").first.click()
    tab.wait_for_function("async () => (await navigator.clipboard.readText()).includes('.git')")


@browsing
def test_a_file_can_be_saved(folder: Path, tab: Page, tmp_path: Path) -> None:
    show(tab, folder, "tutorial/03-compose")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download compose.yaml").first.click()
    download.value.save_as(tmp_path / "compose.yaml")
    assert (tmp_path / "compose.yaml").read_text().startswith("# Development: docker compose up")


@browsing
def test_dark_mode_and_names_last_from_page_to_page(folder: Path, tab: Page) -> None:
    show(tab, folder, "reference/your-names")
    tab.get_by_label("Project").fill("shop")
    tab.get_by_role("button", name="Save").click()
    tab.get_by_title("Switch to dark mode").click()
    show(tab, folder, "tutorial/03-compose")
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(tab.locator('[data-kind="file"] code').first).to_contain_text("name: shop\n")
