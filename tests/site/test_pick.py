"""What `files/pick` offers: sets that fit themselves, and a page that gives them whole."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from cookbook.pick.choices import CHOICES, QUESTIONS, Choice
from cookbook.pick.files import LINES, archive, files
from cookbook.pick.page import FOLDER, table
from tests.docker import wait_for
from tests.proofs.test_compose_files import Loader

ALL = {choice: files(choice) for choice in CHOICES}
OTHER = Choice("alpine", "pip", "sqlite", "asgi", "nginx", "celery")
ADDRESS = "#base=alpine&tool=pip&database=sqlite&server=asgi&proxy=nginx&worker=celery"
# What a set names and its reader makes: secrets, locks, and what is in their project.
MADE = ("secrets/", "requirements.txt", "requirements-dev.txt", "pyproject.toml", "uv.lock")


def test_every_set_has_its_files() -> None:
    for choice, made in ALL.items():
        assert {"README.txt", "Dockerfile", "compose.yaml", "compose.prod.yaml", LINES} <= {*made}
        assert ("compose.proxy.yaml" in made) == (choice.proxy != "none")
        assert ("config/celery.py" in made) == (choice.worker == "celery")
        assert ("postgres/roles.sh" in made) == (choice.database == "postgresql")
        assert ("requirements.in" in made) == (choice.tool == "pip")


def test_every_file_can_be_read() -> None:
    for made in ALL.values():
        for path, text in made.items():
            if path.endswith(".yaml"):
                assert yaml.load(text, Loader)["services"]
            if path.endswith(".py"):
                compile(text, path, "exec")


def test_nothing_of_the_making_is_left() -> None:
    texts = {(path, text) for made in ALL.values() for path, text in made.items()}
    left = [path for path, text in texts if re.search(r"--8<--|\{\{|\bTODO\b|redoc|\n{4}", text)]
    assert left == []


def test_every_file_that_is_named_is_there() -> None:
    for choice, made in ALL.items():
        compose = "".join(text for path, text in made.items() if path.startswith("compose"))
        named = re.findall(r"- \./([\w./-]+):", compose) + re.findall(r"path: (\S+)", compose)
        named += re.findall(r"file: (\S+)", compose)
        named += re.findall(r"source=([\w.-]+),target=(?!/)", made["Dockerfile"])
        folders = {*made, *(path.partition("/")[0] for path in made)}
        assert [
            name for name in named if name not in folders and not name.startswith(MADE)
        ] == [], choice


def test_every_stage_and_volume_that_is_named_is_there() -> None:
    for made in ALL.values():
        stages = set(re.findall(r"^FROM \S+ AS (\w+)", made["Dockerfile"], re.M))
        for path in ("compose.yaml", "compose.prod.yaml"):
            stack = yaml.load(made[path], Loader)
            assert set(re.findall(r"target: (\w+)", made[path])) <= stages
            used = {
                str(volume).partition(":")[0]
                for service in stack["services"].values()
                for volume in service.get("volumes", [])
            }
            assert {name for name in used if name[0] != "."} == {*stack.get("volumes", {})}
            networks = {n for s in stack["services"].values() for n in s.get("networks", [])}
            assert networks == {*stack.get("networks", {})}
            waits = {n for s in stack["services"].values() for n in s.get("depends_on", {})}
            assert waits <= {*stack["services"]}


def test_what_the_browser_looks_up_gives_every_set(site: Path) -> None:
    looked_up = json.loads((site / FOLDER / "data.js").read_text().split(" = ", 1)[1].rstrip(";\n"))
    assert looked_up == table()
    for choice, made in ALL.items():
        found = {
            path: entry["texts"].get("-".join(getattr(choice, name) for name in entry["by"]))
            for path, entry in looked_up.items()
        }
        assert {path: text for path, text in found.items() if text is not None} == made


def test_every_set_is_a_zip(site: Path) -> None:
    names = (site / FOLDER / "sets.txt").read_text().split()
    assert names == [f"{choice}.zip" for choice in CHOICES]
    assert (site / FOLDER / f"{OTHER}.zip").read_bytes() == archive(OTHER)
    with zipfile.ZipFile(site / FOLDER / f"{OTHER}.zip") as packed:
        assert {name: packed.read(name).decode() for name in packed.namelist()} == ALL[OTHER]


def shown(tab: Page) -> dict[str, str]:
    """Return the files that the page shows: path → text."""
    blocks = tab.locator("[data-picked]:visible").all()
    return {
        block.locator(".filename").inner_text(): str(block.locator("code").text_content())
        for block in blocks
    }


def shows(tab: Page, made: dict[str, str]) -> None:
    """Wait until the page shows these files."""
    assert wait_for(lambda: shown(tab) == made)


def downloaded(tab: Page) -> dict[str, str]:
    """Return the files of the zip that the page makes."""
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download the zip").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.browser
def test_the_page_shows_what_is_picked_and_packs_it(tab: Page) -> None:
    tab.goto(f"/{FOLDER}/")
    shows(tab, ALL[Choice()])
    for question, answer in zip(
        QUESTIONS, ("alpine", "pip", "sqlite", "asgi", "nginx", "celery"), strict=True
    ):
        title, answers = QUESTIONS[question]
        tab.get_by_role("group", name=title).get_by_label(answers[answer], exact=True).check()
    shows(tab, ALL[OTHER])
    assert downloaded(tab) == ALL[OTHER]
    assert tab.url.endswith(ADDRESS)
    expect(tab.get_by_role("status").last).to_have_text(f"{len(ALL[OTHER])} files.")
    expect(tab.locator("#pick-curl")).to_have_text(
        re.compile(rf"^curl -O http\S+/{FOLDER}/{OTHER}.zip$")
    )
    expect(tab.locator("[data-when='database=sqlite']")).to_be_visible()


@pytest.mark.browser
def test_an_address_is_a_choice(tab: Page) -> None:
    tab.goto(f"/{FOLDER}/{ADDRESS}&settings=mysite")
    expect(tab.get_by_role("radio", name="Alpine")).to_be_checked()
    expect(tab.locator("[data-picked='Dockerfile']")).to_contain_text("mysite.asgi")
    files = shown(tab)
    assert "mysite/celery.py" in files
    assert "from mysite import env" in files[LINES]
    words = {path for path, text in files.items() if re.search(r"(?<![\w.-])config(?!\w)", text)}
    assert words == set()
    tab.goto(f"/{FOLDER}/#base=nonsense")
    tab.reload()
    shows(tab, ALL[Choice()])


@pytest.mark.browser
def test_keys_pick_too(tab: Page) -> None:
    tab.goto(f"/{FOLDER}/")
    tab.get_by_role("radio", name="slim").focus()
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("radio", name="full Debian")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("radio", name="uv")).to_be_focused()
    shows(tab, ALL[Choice(base="full")])


@pytest.mark.browser
def test_files_are_copied_and_saved_one_by_one(tab: Page) -> None:
    tab.goto(f"/{FOLDER}/#tool=pip")
    block = tab.locator("[data-picked='Dockerfile']")
    expect(block).to_contain_text("pip-compile")
    block.locator(".md-code__button").first.click()
    tab.wait_for_function(
        "async text => (await navigator.clipboard.readText()).trim() === text.trim()",
        arg=ALL[Choice(tool="pip")]["Dockerfile"],
    )
    with tab.expect_download() as download:
        block.get_by_role("button", name="Download Dockerfile").click()
    assert download.value.path().read_text() == ALL[Choice(tool="pip")]["Dockerfile"]


@pytest.mark.browser
def test_own_names_are_in_the_files(tab: Page) -> None:
    tab.goto("/reference/glossary/")
    tab.evaluate("localStorage.setItem('names', JSON.stringify({project: 'shop', port: '8500'}))")
    tab.goto(f"/{FOLDER}/{ADDRESS}")
    tab.wait_for_function("() => Boolean(globalThis.renamed)")
    expect(tab.locator("[data-picked='requirements.in']")).to_be_visible()
    for made in (shown(tab), downloaded(tab)):
        assert "nginx/shop.conf.template" in made
        assert made["compose.yaml"].startswith(
            "# Development: docker compose up --build --wait\nname: shop\n"
        )
        assert "127.0.0.1:8500:8500" in made["compose.yaml"]
        assert [
            path for path, text in made.items() if re.search(r"library(?!\.example)|8000", text)
        ] == []


@pytest.mark.browser
def test_without_scripts_the_first_answers_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"/{FOLDER}/")
    expect(tab.locator("#picker")).to_be_hidden()
    shows(tab, ALL[Choice()])
    tab.get_by_role("link", name="All addresses").click()
    expect(tab.locator("body")).to_contain_text(f"{OTHER}.zip")
    context.close()
