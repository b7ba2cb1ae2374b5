"""The tutorial as PDF and EPUB: all chapters, their headings and their blocks are in both."""

import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import Destination

from cookbook.book import epub, pdf
from cookbook.book.__main__ import NAME
from cookbook.book.chapters import LEFT_OUT, PAGES, TITLE, name
from cookbook.page.pages import Heading, Page

URL = "https://docs.example/"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def book(site: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the EPUB."""
    target = tmp_path_factory.mktemp("book") / "book.epub"
    epub.write(site, target, URL, "About it")
    return zipfile.ZipFile(target)


@pytest.fixture(scope="module")
def printed(site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """Return the PDF."""
    target = tmp_path_factory.mktemp("book") / "book.pdf"
    pdf.write(browser, site, target, URL, "About it")
    return PdfReader(target)


def titles(page: Page) -> list[str]:
    """Return the headings of a page below its own."""
    return [step.text for step in page.steps if isinstance(step, Heading)][1:]


def squeezed(text: str) -> str:
    """Return a text without white space; a PDF has lines of its own, and joined letters."""
    return re.sub(r"\s+", "", text.replace("\ufb01", "fi").replace("\ufb02", "fl"))


def chapter(book: zipfile.ZipFile, page: str) -> etree._Element:
    return etree.fromstring(book.read(f"book/{name(page)}.xhtml"))


def test_the_tutorial_offers_both(site: Path) -> None:
    tree = html.parse(str(site / "tutorial/index.html")).getroot()
    links = tree.xpath("//article//p[@class='carry']/a/@href")
    assert links == [f"../{NAME}.pdf", f"../{NAME}.epub"]


def test_an_epub_begins_with_its_kind(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read(first) == b"application/epub+zip"
    container = etree.fromstring(book.read("META-INF/container.xml"))
    assert container.xpath("string(//@full-path)") == "book/package.opf"


def test_an_epub_lists_all_its_files_and_no_other(book: zipfile.ZipFile) -> None:
    package = etree.fromstring(book.read("book/package.opf"))
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    there = {n.removeprefix("book/") for n in book.namelist() if n.startswith("book/")}
    assert {*items.values()} == there - {"package.opf"}
    order = [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]
    assert order == ["contents.xhtml", *(f"{name(page)}.xhtml" for page in PAGES)]


def test_links_in_an_epub_lead_to_a_place_in_it_or_to_the_site(
    book: zipfile.ZipFile, site: Path
) -> None:
    names = {*book.namelist()}
    pages = [n for n in names if n.endswith(".xhtml")]
    places = {n: {*etree.fromstring(book.read(n)).xpath("//@id")} for n in pages}
    dead = []
    for page in pages:
        ids = etree.fromstring(book.read(page)).xpath("//@id")
        assert len(ids) == len({*ids}), page
        for link in etree.fromstring(book.read(page)).xpath("//@href | //@src"):
            parts = urlsplit(link)
            target = posixpath.normpath(f"book/{parts.path}")
            if link.startswith(URL):
                path = site / link.removeprefix(URL).partition("#")[0]
                dead += [] if path.exists() or "chapters/" in link else [link]
            elif not parts.scheme and (
                target not in names or (parts.fragment and parts.fragment not in places[target])
            ):
                dead.append(f"{page}: {link}")
    assert dead == []


@pytest.mark.parametrize("page", PAGES)
def test_a_chapter_of_an_epub_is_whole(page: str, book: zipfile.ZipFile, site: Path) -> None:
    whole, tree = Page(site, page), chapter(book, page)
    headings = [" ".join(h.itertext()) for h in tree.iter(f"{XHTML}h2", f"{XHTML}h3")]
    assert [squeezed(h) for h in headings] == [squeezed(t) for t in titles(whole)]
    blocks = ["".join(pre.itertext()) for pre in tree.iter(f"{XHTML}pre")]
    assert [block.strip("\n") for block in blocks] == [b.text.strip("\n") for b in whole.blocks]
    classes = " ".join(tree.xpath("//@class")).split()
    assert not {*classes} & {*LEFT_OUT, "tabbed-set", "tabbed-labels"}
    assert not [*tree.iter(f"{XHTML}input", f"{XHTML}button", f"{XHTML}script")]


def test_tabs_stand_one_below_the_other(book: zipfile.ZipFile) -> None:
    labels = chapter(book, "tutorial").xpath("//*[@class='tab']")
    assert ["".join(label.itertext()) for label in labels] == ["Linux", "macOS", "Windows"]


@pytest.mark.browser
def test_a_pdf_has_every_chapter_and_section_in_its_outline(printed: PdfReader, site: Path) -> None:
    outline = printed.outline
    chapters = [squeezed(str(entry.title)) for entry in outline if isinstance(entry, Destination)]
    sections = [
        squeezed(str(entry.title))
        for below in outline
        if isinstance(below, list)
        for entry in below
        if isinstance(entry, Destination)
    ]
    assert chapters[0] == squeezed(TITLE)
    assert [re.sub(r"^\d+\.", "", title) for title in chapters[1:]] == [
        squeezed(next(s.text for s in Page(site, page).steps if isinstance(s, Heading)))
        for page in PAGES
    ]
    wanted = [squeezed(title) for page in PAGES for title in titles(Page(site, page))]
    assert [title for title in sections if title in wanted] == sections
    assert len(sections) > 80


@pytest.mark.browser
def test_a_pdf_holds_every_line_of_every_block(printed: PdfReader, site: Path) -> None:
    pages = [page.extract_text().rstrip() for page in printed.pages]
    text = squeezed("".join(t.removesuffix(str(n)) for n, t in enumerate(pages, 1)))
    lost = [
        f"{page}: {line}"
        for page in PAGES
        for block in Page(site, page).blocks
        for line in block.text.splitlines()
        if squeezed(line) not in text
    ]
    assert lost == []


@pytest.mark.browser
def test_a_pdf_is_for_paper_and_for_screen_readers(printed: PdfReader) -> None:
    assert {round(float(page.mediabox.height) / 10) for page in printed.pages} == {84}  # A4
    assert "/StructTreeRoot" in printed.root_object
    assert str(printed.root_object["/Lang"]) == "en"
    assert printed.metadata is not None
    assert printed.metadata.title == TITLE
    targets = {
        link.get_object().get("/A", {}).get("/URI", "")
        for page in printed.pages
        for link in page.get("/Annots", [])
    }
    assert not [url for url in targets if "127.0.0.1" in url]
    assert f"{URL}recipes/add-a-package/" in targets
