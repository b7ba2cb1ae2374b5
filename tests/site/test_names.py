"""The reader's own names: set once, they stand in every block, and the project still fits."""

import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cookbook.page.pages import pages
from cookbook.reader.uv import UV, environment
from cookbook.reader.workspace import copy_finished, files
from cookbook.repo import ROOT

pytestmark = pytest.mark.browser

OWN = {
    "project": "shop",
    "app": "articles",
    "service": "backend",
    "domain": "shop.test",
    "port": "8500",
}
SET = "names => localStorage.setItem('names', JSON.stringify(names))"
COMPOSE = '.highlight[data-kind="file"] code'


def own(tab: Page, names: dict[str, str]) -> None:
    """Keep names as the form does."""
    tab.goto("/reference/glossary/")
    tab.evaluate(SET, names)


def ready(tab: Page, path: str) -> None:
    """Open a page and wait until it shows the names."""
    tab.goto(path)
    tab.wait_for_function("() => Boolean(globalThis.renamed)")


def test_nothing_is_loaded_or_changed_without_names(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto("/tutorial/03-compose/")
    tab.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("names.js")]
    expect(tab.locator(COMPOSE).first).to_contain_text("name: library\n")
    expect(tab.locator(".names-note")).to_have_count(0)


def test_form_keeps_names_and_every_page_shows_them(tab: Page) -> None:
    tab.goto("/reference/your-names/")
    for label, name in (("Project", "shop"), ("App", "articles"), ("Service", "backend")):
        tab.get_by_label(label).fill(name)
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("status").last).to_contain_text("Saved in this browser")
    tab.goto("/tutorial/03-compose/")
    expect(tab.locator(COMPOSE).first).to_contain_text("name: shop\n")
    expect(tab.locator(COMPOSE).first).to_contain_text("  backend:\n")
    expect(tab.locator(".names-note")).to_contain_text("your names: shop, articles, backend")
    tab.goto("/reference/your-names/")
    expect(tab.get_by_label("App")).to_have_value("articles")
    tab.get_by_role("button", name="Forget them").click()
    tab.goto("/tutorial/03-compose/")
    expect(tab.locator(COMPOSE).first).to_contain_text("name: library\n")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Project", "My Shop"),
        ("Project", "postgres"),
        ("App", "2fast"),
        ("App", "api"),
        ("App", "a-b"),
        ("Service", "db"),
        ("Domain", "localhost"),
        ("Port", "80"),
        ("Port", "70000"),
    ],
)
def test_names_that_would_not_work_are_refused(label: str, name: str, tab: Page) -> None:
    tab.goto("/reference/your-names/")
    tab.get_by_label(label).fill(name)
    tab.get_by_role("button", name="Save").click()
    assert tab.get_by_label(label).evaluate("input => input.validationMessage") != ""
    assert tab.evaluate("localStorage.getItem('names')") is None


def test_copy_buttons_give_the_names(tab: Page) -> None:
    own(tab, OWN)
    ready(tab, "/tutorial/03-compose/")
    for kind, text in (("file", "name: shop"), ("session", "docker compose exec backend")):
        frame = tab.locator(f'.highlight[data-kind="{kind}"]').filter(has_text=text).first
        frame.locator(".md-code__button").first.click()
        tab.wait_for_function(
            "async text => (await navigator.clipboard.readText()).includes(text)", arg=text
        )


def test_paths_addresses_and_words_of_the_prose_have_them(tab: Page) -> None:
    own(tab, OWN)
    ready(tab, "/tutorial/06-books/")
    expect(tab.locator(".filename").filter(has_text="articles/models.py").first).to_be_attached()
    prose = tab.locator("article").evaluate("article => article.innerText")
    assert [line for line in prose.splitlines() if "books/" in line] == []
    link = tab.locator('article a[href*="localhost:8500"]').first
    expect(link).to_contain_text("localhost:8500")


def test_a_download_has_them(tab: Page, tmp_path: Path) -> None:
    own(tab, OWN)
    ready(tab, "/tutorial/01-first-image/")
    with tab.expect_download() as download:
        tab.locator('article a[href$="pyproject.toml"]').click()
    download.value.save_as(tmp_path / "pyproject.toml")
    assert 'name = "shop"' in (tmp_path / "pyproject.toml").read_text()
    assert download.value.suggested_filename == "pyproject.toml"


def test_the_tested_names_can_be_had_back(tab: Page) -> None:
    own(tab, OWN)
    ready(tab, "/recipes/scale/")
    assert "trial-backend-1" in tab.locator("article").inner_text()
    tab.get_by_role("button", name="Show the tested names").click()
    expect(tab.get_by_role("button", name="Show mine")).to_be_visible()
    assert "trial-web-1" in tab.locator("article").inner_text()
    tab.get_by_role("button", name="Show mine").click()
    expect(tab.get_by_role("button", name="Show the tested names")).to_be_visible()


@pytest.mark.parametrize("names", [OWN, {"project": "books", "app": "web", "service": "library"}])
def test_blocks_of_the_tutorial_have_them_everywhere(
    names: dict[str, str], site: Path, tab: Page
) -> None:
    own(tab, names)
    wrong = []
    for page in pages(site):
        if not page.name.startswith(("tutorial/", "files/")):
            continue
        ready(tab, f"/{page.name}/")
        shown = tab.locator("div.highlight[data-source] > pre code").all_text_contents()
        wanted = tab.evaluate("texts => texts.map(renamed)", [b.text for b in page.blocks])
        wrong += [
            f"{page.name}: {block.title}"
            for block, text, renamed in zip(page.blocks, shown, wanted, strict=True)
            if text.strip("\n") != renamed.strip("\n")
        ]
    assert wrong == []


def test_a_renamed_project_passes_its_own_tests(tab: Page, tmp_path: Path) -> None:
    own(tab, OWN)
    ready(tab, "/tutorial/03-compose/")
    finished, project = tmp_path / "finished", tmp_path / "project"
    copy_finished(ROOT / "example_project", finished)
    for path, content in files(finished).items():
        text = content.decode("utf-8", "surrogateescape")
        renamed_path, renamed = tab.evaluate("texts => texts.map(renamed)", [path, text])
        target = project / renamed_path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(renamed, errors="surrogateescape")
        target.chmod((finished / path).stat().st_mode)
    assert (project / "articles/models.py").is_file()
    result = subprocess.run(
        [UV, "run", "--locked", "--quiet", "pytest", "-q", "tests/test_pages.py"],
        cwd=project,
        env=environment(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
