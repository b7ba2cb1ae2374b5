"""Adds to each block its kind, the link to its source, and what the copy button gives."""

import html
import re

from markdown import Markdown
from markdown.postprocessors import Postprocessor

from cookbook import repo
from cookbook.markdown.blocks import KINDS, Block
from cookbook.page.sessions import clipboard

_OPENING = re.compile(
    r'(?P<tag><div class="[^"]*highlight"[^>]* data-source="(?P<source>[^"]+)"[^>]*>)'
    r'<span class="filename">(?P<title>[^<]*)</span>'
)


class Bars(Postprocessor):
    """Works on the HTML of a page; `shown` are its blocks by source, each with its test."""

    def __init__(self, md: Markdown, shown: dict[str, tuple[Block, str]]) -> None:
        super().__init__(md)
        self.shown = shown

    def run(self, text: str) -> str:
        text = text.replace("<th></th>", "<td></td>")  # an empty corner heads no column
        return _OPENING.sub(self._finish, text)

    def _finish(self, opening: re.Match[str]) -> str:
        block, test = self.shown[html.unescape(opening["source"])]
        tag = opening["tag"]
        if block.kind == "session":
            # Material copies this attribute where there is one: no prompts, no output.
            copied = html.escape(clipboard(block)).replace("\n", "&#10;")
            tag = f'{tag[:-1]} data-copy="{copied}">'
        return f'{tag}{_bar(block, test)}<span class="filename">{_title(opening["title"])}</span>'


def _title(title: str) -> str:
    """Set off the place of an edit from the path before it, and the lines that it names."""
    path, colon, place = title.partition(": ")
    place = re.sub("“(.+?)”", r"“<samp>\1</samp>”", place)
    return f'{path}<span class="block-where">{colon}{place}</span>' if place else title


def _bar(block: Block, test: str) -> str:
    return (
        '<div class="block-bar" data-search-exclude>'
        f'<span class="block-kind">{KINDS[block.kind]}</span>'
        f'<a class="block-source" href="{repo.link(str(block.source))}" title="{block.source}">'
        "source</a>"
        f'<a class="block-tested" href="{repo.link(test)}" title="{test}">tested by</a>'
        "</div>"
    )
