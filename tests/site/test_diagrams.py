"""The diagrams: drawings hold the labels of their sources, pages give the text alternatives."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cookbook.page.pages import pages
from cookbook.site.diagrams import IMAGES, SHADES, SOURCES, alternative, draw

SVG = "http://www.w3.org/2000/svg"
ALL = sorted(SOURCES.glob("*.dot"))
LABEL = re.compile(r'label=(?:"(?P<plain>[^"]*)"|<(?P<html>(?:[^<>]|<[^<>]*>)*)>)')


def labels(source: str) -> set[str]:
    """Return each line of text that the labels of a source hold."""
    found: list[str] = []
    for label in LABEL.finditer(source):
        plain, html = label["plain"], label["html"]
        found += re.split(r"\\n", plain) if html is None else re.split(r"<[^<>]*>", html)
    return {line for text in found if (line := " ".join(text.split()))}


def texts(svg: str) -> set[str]:
    """Return each line of text that a drawing shows."""
    found = [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{{{SVG}}}text")]
    return {line for text in found if (line := " ".join(text.split()))}


def test_labels_of_a_source() -> None:
    assert labels('a [label="one\\ntwo"] b [label=<<b>three</b><br/>four>]') == {
        "one",
        "two",
        "three",
        "four",
    }


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_drawings_hold_the_labels_of_their_source(path: Path) -> None:
    source = path.read_text()
    for shade in SHADES:
        committed = (IMAGES / f"{path.stem}-{shade}.svg").read_text()
        assert texts(committed) == labels(source), "run: python -m cookbook.site.diagrams"
        if shutil.which("dot"):
            assert texts(draw(source, shade)) == labels(source)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_text_alternative_comes_first(path: Path) -> None:
    first = path.read_text().split("\n")[0]
    assert first.startswith("// ")
    assert len(alternative(first)) > 40


def test_pages_show_every_drawing_with_its_text_alternative(site: Path) -> None:
    expected = {
        (f"{path.stem}-{shade}.svg#only-{shade}", alternative(path.read_text()))
        for path in ALL
        for shade in SHADES
    }
    shown = {
        (Path(str(image["src"])).name, str(image["alt"]))
        for page in pages(site)
        for image in page.article.select('img[src*="/diagrams/"]')
    }
    assert shown == expected


def test_no_drawing_is_left_over() -> None:
    expected = {f"{path.stem}-{shade}.svg" for path in ALL for shade in SHADES}
    assert {path.name for path in IMAGES.iterdir()} == expected
