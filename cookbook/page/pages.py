"""What a built page tells its reader, in reading order.

Nothing here looks at the Markdown sources: the HTML is all that a reader has.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from cookbook.markdown.blocks import Block
from cookbook.markdown.sources import Source

LOCAL = re.compile(r"https?://(localhost|127\.0\.0\.1)[:/]")


@dataclass(frozen=True)
class Heading:
    """A heading: its id and text."""

    id: str
    text: str


@dataclass(frozen=True)
class Answer:
    """Something to type at a hidden prompt of the next session."""

    text: str


@dataclass(frozen=True)
class Open:
    """An address to open, the words to find there, and the image to compare it with, if any."""

    url: str
    words: tuple[str, ...]
    answers: tuple[str, ...]
    image: str | None


@dataclass(frozen=True)
class Download:
    """A file to save: its path in the project, and the file in the built site."""

    path: str
    file: Path


Step = Heading | Answer | Open | Download | Block


@dataclass(frozen=True)
class Page:
    """One built page. `name` is its address on the site: `tutorial/01-first-image`."""

    site: Path
    name: str

    @cached_property
    def article(self) -> Tag:
        html = (self.site / self.name / "index.html").read_text()
        # Without the navigation, which is most of a page, and takes most of the time.
        article = BeautifulSoup(html, "lxml", parse_only=SoupStrainer("article")).article
        assert article is not None, f"{self.name} has no article"
        return article

    @property
    def start(self) -> str:
        """Return where the page says that it starts, without the words "Starts (from)"."""
        title = self.article.select_one(".admonition.start > .admonition-title")
        return re.sub(r"^Starts (from )?", "", title.get_text()).strip() if title else ""

    @property
    def needs_machines(self) -> bool:
        """Tell whether the page works on three machines, of which there is one set."""
        return "three machines" in self.start

    @property
    def ways(self) -> "list[Section]":
        """Return the sections that the start box links to: the ways in, and the way out."""
        base = f"/{self.name}/"
        links = self.article.select('.admonition.start a[href*="#"]')
        found = [urljoin(base, str(link["href"])).strip("/").split("/#") for link in links]
        return [Section(self.site, name, heading) for name, heading in found]

    @property
    def leaves(self) -> set[str]:
        """Return the names of what the page says that it leaves behind: `name`{ .left }."""
        return {code.get_text() for code in self.article.select("code.left")}

    @cached_property
    def blocks(self) -> list[Block]:
        return [step for step in self.steps if isinstance(step, Block)]

    @cached_property
    def steps(self) -> list[Step]:
        """Return all that the page asks its reader to do or to compare."""
        return list(self._steps())

    def _steps(self) -> Iterator[Step]:
        for tag in self.article.find_all(["h1", "h2", "h3", "h4", "div", "a", "code"]):
            classes = list(tag.get("class") or [])
            if re.fullmatch(r"h\d", tag.name):
                yield Heading(str(tag.get("id", "")), tag.get_text().removesuffix("¶").strip())
            elif tag.name == "div" and tag.has_attr("data-source"):
                yield block(tag)
            elif tag.name == "code" and "answer" in classes:
                yield Answer(tag.get_text())
            elif tag.name == "a" and tag.has_attr("download"):
                path = (self.site / self.name / str(tag["href"])).resolve()
                yield Download(tag.get_text(), path)
            elif tag.name == "a" and LOCAL.match(str(tag.get("href", ""))):
                yield self._open(tag)

    def _open(self, link: Tag) -> Open:
        paragraph = link.find_parent(["p", "li", "td"]) or link
        after = paragraph.find_next_sibling()
        image = (after.select_one("img") if isinstance(after, Tag) else None) or (
            paragraph.select_one("img")
        )
        return Open(
            url=str(link["href"]),
            words=tuple(strong.get_text() for strong in paragraph.find_all("strong")),
            answers=tuple(code.get_text() for code in paragraph.select("code.answer")),
            image=str(image["src"]) if image else None,
        )


@dataclass(frozen=True)
class Section(Page):
    """One section of a page, from the heading with this id to the next heading."""

    heading: str

    @cached_property
    def steps(self) -> list[Step]:
        """Return what this section asks its reader to do. Raises ValueError if there is none."""
        steps = list(self._steps())
        starts = [n for n, step in enumerate(steps) if isinstance(step, Heading)]
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            if steps[start].id == self.heading:  # type: ignore[union-attr]
                return steps[start:end]
        raise ValueError(f"{self.name} has no section #{self.heading}")


def block(tag: Tag) -> Block:
    """Return the block that a `div.highlight` shows."""
    code, title = tag.select_one("code"), tag.select_one(".filename")
    assert code is not None
    language = next(c for c in tag["class"] if c.startswith("language-"))
    return Block(
        kind=str(tag["data-kind"]),
        language=language.removeprefix("language-"),
        title=title.get_text() if title else "",
        text=code.get_text().removesuffix("\n"),
        source=Source.parse(str(tag["data-source"])),
    )


def files(site: Path) -> list[Path]:
    """Return the files of a built site's pages, without old addresses that lead to new ones."""
    found = sorted(site.rglob("index.html"))
    return [file for file in found if "<article" in file.read_text()]


@cache
def pages(site: Path) -> list[Page]:
    """Return all pages of a built site, sorted by address. Each is parsed once in a process."""
    names = sorted(str(file.parent.relative_to(site)) for file in files(site))
    return [Page(site, name) for name in names]
