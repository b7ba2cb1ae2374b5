"""The index that the search box reads: `search/index.js`, made from the built pages.

It is a script, for a page that is opened from a folder may load no data. A page has keywords in its
front matter, what people ask and paste that it answers; they come with its built page.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import html

from cookbook.markdown.blocks import TERMINAL
from cookbook.page.pages import files

INDEX = "search/index.js"
ABOUT = ("keywords", "description")
# What is told on every page helps nobody to find one.
LEFT_OUT = {"block-bar", "headerlink", "proof", "start", "end-state", "picked"}
ERROR = re.compile(
    r"error|fail|denied|refused|reject|not found|no such|does not|not exist|cannot|can't|could not"
    r"|unable|invalid|exception|fatal|warning|already|missing|unhealthy|timed out|too many|obsolete"
    r"|exited|no module|forbidden|not allowed|\b[45]\d\d\b",
    re.IGNORECASE,
)
_LEVELS = ("h1", "h2", "h3")
_BLOCKS = {"p", "li", "div", "pre", "td", "th", "tr", "dt", "dd", "summary", "br"}


class Section:
    """What stands below a heading, or in a point with an id: its text, and the messages in it."""

    def __init__(self, id: str, title: str, above: "Section | None" = None) -> None:
        self.id, self.title, self.above = id, title, above
        self.text: list[str] = []
        self.messages: list[str] = []

    def entry(self) -> list[str]:
        """Return it as the script has it; a point says so, since its text has its title."""
        text, messages = _plain("".join(self.text)), _plain(" ".join(self.messages))
        return [self.id, self.title, text, messages, *(["point"] if self.above else [])]


def entries(page: Path) -> dict[str, object]:
    """Return what the index holds of a built page: title, keywords, description, sections."""
    return _entries(page, page.stat().st_mtime_ns)


@cache
def _entries(page: Path, changed: int) -> dict[str, object]:
    tree = html.parse(str(page)).getroot()
    sections = [Section("", "")]
    for article in tree.xpath("//article"):
        _walk(article, sections, sections[0])
    about = {name: "".join(tree.xpath(f"//meta[@name='{name}']/@content")) for name in ABOUT}
    return {
        "title": sections[0].title,
        **about,
        "sections": [section.entry() for section in sections],
    }


def _walk(element: html.HtmlElement, sections: list[Section], around: Section) -> Section:
    """Add an element to the section around it, or to new ones; return that of what follows it."""
    if not isinstance(element.tag, str) or LEFT_OUT & {*element.get("class", "").split()}:
        return around
    if "filename" in element.get("class", "") and element.text_content() == TERMINAL:
        return around
    if element.tag in _LEVELS:
        return _below(element, sections)
    section = around
    if element.tag in ("li", "p") and element.get("id"):
        title = _plain(element[0].text_content())
        section = Section(element.get("id"), title, around.above or around)
        sections.append(section)
    section.messages += _messages(element)
    section.text.append(element.text or "")
    last = section
    for child in element:
        last = _walk(child, sections, last)
        last.text.append(child.tail or "")
    if element.tag in _BLOCKS or "filename" in element.get("class", ""):
        last.text.append(" ")
    if last is around or element.tag == "p":
        return last
    return last.above or last  # a point ends with the element that it stands in


def _below(heading: html.HtmlElement, sections: list[Section]) -> Section:
    """Open the section of a heading, unless it is the title of the page."""
    title = _title(heading)
    if heading.tag == "h1":
        sections[0].title = title
        if _is_message(title) and heading.find(".//code") is not None:
            sections[0].messages.append(title)
        return sections[0]
    sections.append(Section(heading.get("id", ""), title))
    return sections[-1]


def _title(heading: html.HtmlElement) -> str:
    """Return a heading without its link to itself."""
    for anchor in heading.find_class("headerlink"):
        anchor.drop_tree()
    return _plain(heading.text_content())


def _messages(element: html.HtmlElement) -> Iterator[str]:
    """Yield what an element says that programs print when something is wrong."""
    if element.get("data-kind") in ("session", "output"):
        said = element.find_class("go") if element.get("data-kind") == "session" else [element]
        for line in "".join(part.text_content() for part in said).splitlines():
            if _is_message(line):
                yield line
    elif (
        element.tag == "code" and " " in element.text_content() and element.getparent().tag != "pre"
    ):
        yield element.text_content()


def _is_message(text: str) -> bool:
    return bool(ERROR.search(text))


def _plain(text: str) -> str:
    return " ".join(text.split())


def index(site: Path) -> str:
    """Return the script."""
    pages = {
        str(file.parent.relative_to(site)).removeprefix("."): entries(file) for file in files(site)
    }
    data = [[f"{name}/" if name else "", *page.values()] for name, page in pages.items()]
    return f"var searchIndex={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def write(site: Path) -> None:
    """Write the index of a built site."""
    target = site / INDEX
    target.parent.mkdir(exist_ok=True)
    target.write_text(index(site))
