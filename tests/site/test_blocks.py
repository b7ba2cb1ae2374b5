"""The built site: every block has a kind, a title and a source that holds exactly its text."""

import re
from pathlib import Path

import pytest
import yaml

from cookbook.markdown.blocks import KINDS, Block
from cookbook.markdown.sources import INCLUDE, MARKER, sections
from cookbook.page.edits import Edit
from cookbook.page.pages import Page, pages
from cookbook.page.sessions import commands
from cookbook.reader.names import CHAPTERS
from cookbook.reader.workspace import files
from cookbook.repo import ROOT, link
from cookbook.report import census


@pytest.fixture(scope="module")
def shown(site: Path) -> list[tuple[Page, Block]]:
    """Return every block of the site with its page."""
    return [(page, block) for page in pages(site) for block in page.blocks]


def test_there_are_blocks(shown: list[tuple[Page, Block]]) -> None:
    assert len(shown) >= 150
    assert len({page.name for page, _ in shown}) >= 45


def test_no_block_is_unclassified(site: Path) -> None:
    bare = [
        f"{page.name}: {pre.get_text()[:60]!r}"
        for page in pages(site)
        for pre in page.article.select("pre")
        if not (frame := pre.find_parent("div", class_="highlight"))
        or frame.get("data-kind") not in KINDS
        or not frame.select_one("a.block-source")
        or not frame.select_one(".filename")
    ]
    assert bare == []


def test_sources_hold_exactly_the_text(shown: list[tuple[Page, Block]]) -> None:
    wrong = [
        f"{page.name}: {block.source} holds other lines than the page shows"
        for page, block in shown
        # Markdown turns the tabs that a command printed into spaces.
        if block.source.text().expandtabs(4).strip("\n") != block.text.strip("\n")
    ]
    assert wrong == []


def test_each_pitfall_has_an_address_of_its_own(site: Path) -> None:
    bare, twice = [], []
    for page in pages(site):
        ids = [element["id"] for element in page.article.select("[id]")]
        twice += [f"{page.name}#{id}" for id in {*ids} if ids.count(id) > 1]
        bare += [
            f"{page.name}: {point.get_text()[:60]!r}"
            for bold in page.article.select("li > strong:first-child")
            if (point := bold.parent) and point.get_text().startswith(bold.get_text())
            if not point.get("id") and not point.find_parent(class_="cards")
        ]
    assert bare == []
    assert twice == []


def test_links_name_the_source(site: Path) -> None:
    for page in pages(site):
        for frame in page.article.select("div[data-source]"):
            anchor = frame.select_one("a.block-source")
            assert anchor is not None
            assert anchor["href"] == link(str(frame["data-source"])), page.name


def test_sessions_link_to_their_own_page(shown: list[tuple[Page, Block]]) -> None:
    for page, block in shown:
        if block.kind == "session":
            name = block.source.path.removeprefix("docs/").removesuffix(".md")
            assert name.removesuffix("index").rstrip("/") in (page.name, page.name.strip("."))


def test_no_marker_leaks_and_no_block_is_empty(site: Path) -> None:
    for page in pages(site):
        assert not MARKER.search(page.article.get_text()), page.name
        assert "--8<--" not in page.article.get_text() or page.name == "", page.name
        for block in page.blocks:
            assert block.text.strip(), f"{page.name}: {block.source} is empty"


def test_highlighted_lines_hold_text(site: Path) -> None:
    for page in pages(site):
        for line in page.article.select(".hll"):
            assert line.get_text().strip(), f"{page.name} highlights a blank line"


def test_sessions_and_edits_can_be_read(shown: list[tuple[Page, Block]]) -> None:
    for _, block in shown:
        if block.kind == "session":
            assert commands(block.text)
        if block.kind == "edit":
            assert str(Edit.parse(block.title)) == block.title


def test_languages_are_named(shown: list[tuple[Page, Block]]) -> None:
    bare = [f"{p.name}: {b.title}" for p, b in shown if b.language in ("", "text")]
    plain = (".txt", "http", "authorized_keys")  # Pygments has no language for them
    assert [name for name in bare if not any(part in name for part in plain)] == []


def includes() -> set[str]:
    """Return what the pages include: paths, with `:section` where they name one."""
    found = set()
    for page in (ROOT / "docs").rglob("*.md"):
        for line in page.read_text().splitlines():
            if match := INCLUDE.match(line):
                found.add(match["path"] + (f":{match['section']}" if match["section"] else ""))
    return found


def test_every_section_is_shown() -> None:
    known = {
        f"{folder}/{path}:{name}"
        for folder in ("example_project", "snippets")
        for path in files(ROOT / folder)
        if not path.endswith((".lock", ".json"))
        for name in sections(ROOT / folder / path)
    }
    assert sorted(known - includes()) == []


def test_sections_are_short() -> None:
    long = [
        f"{path}:{name} has {last - first + 1} lines"
        for path in files(ROOT / "example_project")
        if not path.endswith((".lock", ".json"))
        for name, (first, last) in sections(ROOT / "example_project" / path).items()
        if last - first + 1 > 30
    ]
    assert long == []


def test_every_snippet_is_used() -> None:
    """A snippet is shown by a page, or read by name in a test or in the machinery."""
    used = {name.partition(":")[0] for name in includes()}
    readers = "\n".join(
        path.read_text()
        for folder in ("tests", "cookbook")
        for path in (ROOT / folder).rglob("*.py")
    )
    unused = [
        name
        for path in (ROOT / "snippets").rglob("*")
        if path.is_file() and (name := str(path.relative_to(ROOT))) not in used
        if not any(str(folder) in readers for folder in [name, *Path(name).parents][:-2])
    ]
    assert unused == []


def test_pages_are_complete(site: Path) -> None:
    for path in (ROOT / "docs").glob("[!.]*/*.md"):
        text = path.read_text()
        front = yaml.safe_load(text.split("---\n")[1])
        assert len(front["description"]) >= 40, f"{path} has no description"
        assert not re.search(r"\b(TODO|FIXME|to do:|coming soon)\b", text, re.I), path
        body = re.sub(r"^( *)(```+).*?^\1\2$", "", text, flags=re.M | re.S)
        bare = [
            line
            for line in re.findall(r"^#+ .*$", body, re.M)
            if not re.search(r"\{ #[\w-]+ \}$", line)
        ]
        assert bare == [], f"{path}: headings without an id"
    for page in pages(site):
        assert len(page.article.select("h1")) == 1, page.name


def test_census_counts_the_blocks(site: Path, shown: list[tuple[Page, Block]]) -> None:
    assert f"{len(shown)} blocks" in census.lines(site, set())[0]


def test_blocks_link_to_the_test_that_follows_them(site: Path) -> None:
    for page in pages(site):
        test = f"tests/reader/test_{'chapters' if page.name in CHAPTERS else 'pages'}.py"
        assert (ROOT / test).is_file()
        for frame in page.article.select("div[data-source]"):
            anchor = frame.select_one("a.block-tested")
            assert anchor is not None
            assert anchor["href"] == link(test), page.name


def test_faults_are_shown(shown: list[tuple[Page, Block]]) -> None:
    """A block of the kind "before" is used by a session further down on its page."""
    silent = [
        f"{page.name}: nothing shows the fault of {block.path}"
        for page, block in shown
        if block.kind == "before"
        and not any(
            Path(block.path).name in later.text
            for later in page.blocks[page.blocks.index(block) :]
            if later.kind == "session"
        )
    ]
    assert silent == []
