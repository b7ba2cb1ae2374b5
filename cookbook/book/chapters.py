"""The chapters of the tutorial out of a built site, without what only a screen has a use for."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from cookbook.reader.names import CHAPTERS

PAGES = ("tutorial", *CHAPTERS)
TITLE = "Django in containers: the tutorial"
LEFT_OUT = ("headerlink", "block-source", "block-tested", "proof", "end-state", "carry")


@dataclass(frozen=True)
class Chapter:
    """A chapter: its name in addresses, its title with its number, and its text."""

    name: str
    title: str
    body: html.HtmlElement

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Return the id and the text of each heading below the title."""
        return [(h.get("id"), " ".join(h.text_content().split())) for h in self.body.iter("h2")]


def chapters(site: Path, site_url: str, place: Callable[[str, str], str]) -> list[Chapter]:
    """Return the introduction and the chapters, in their order.

    `place` says where in the book an id of a chapter is; links to other pages lead to the
    published site, and pictures have their path in the site.
    """
    return [_chapter(site, page, site_url, place) for page in PAGES]


def name(page: str) -> str:
    """Return how a page is called in the book."""
    return page.rpartition("/")[2]


def _chapter(site: Path, page: str, site_url: str, place: Callable[[str, str], str]) -> Chapter:
    tree = html.parse(str(site / page / "index.html")).getroot()
    title = tree.findtext(".//title").rpartition(" - ")[0]
    (body,) = tree.xpath("//article")
    for part in [part for what in LEFT_OUT for part in body.find_class(what)]:
        part.drop_tree()
    for picture in body.xpath(".//img"):
        path = posixpath.normpath(posixpath.join(page, picture.get("src").partition("#")[0]))
        if picture.get("src").endswith("#only-dark"):
            picture.drop_tree()
        else:
            picture.attrib.pop("loading", None)
            picture.set("src", path)
    for tabs in body.find_class("tabbed-set"):
        _untabbed(tabs)
    for box in body.iter("details"):
        box.set("open", "open")
    for link in body.xpath(".//a[@href]"):
        link.set("href", _target(page, link.get("href"), site_url, place))
        link.attrib.pop("download", None)
    for comment in body.xpath(".//comment()"):
        comment.drop_tree()
    heading = body.find("h1")
    heading.text = title
    for part in heading:
        heading.remove(part)
    body.tag, body.attrib["class"] = "section", "chapter md-typeset"
    return Chapter(name(page), title, body)


def _untabbed(tabs: html.HtmlElement) -> None:
    """Show what is behind all tabs, each below its label: paper cannot be clicked."""
    labels = [label.text_content() for label in tabs.iter("label")]
    for label, block in zip(labels, tabs.find_class("tabbed-block"), strict=True):
        block.insert(0, html.fromstring(f'<p class="tab"><strong>{label}</strong></p>'))
    for part in [*tabs.findall("input"), *tabs.find_class("tabbed-labels")]:
        part.drop_tree()
    for part in [tabs, *tabs.iterdescendants("div")]:
        if part.get("class", "").startswith("tabbed-"):
            part.attrib.pop("class")
            part.attrib.pop("data-tabs", None)


def _target(page: str, link: str, site_url: str, place: Callable[[str, str], str]) -> str:
    """Return where a link of a page leads from the book."""
    parts = urlsplit(link)
    if parts.scheme:
        return link
    path = posixpath.normpath(posixpath.join(page, parts.path)) if parts.path else page
    if path in PAGES:
        return place(name(path), parts.fragment)
    slash = "" if posixpath.splitext(path)[1] else "/"
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{site_url}{path}{slash}{fragment}"
