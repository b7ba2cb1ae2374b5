"""A Python-Markdown extension that gives every block its kind, title and source.

It works on the text of a page before pymdownx.snippets and pymdownx.superfences do: it rewrites
each fence header into the attribute form that both pass on to the built page, and at the end adds
the bar with the links. So the same pages build with MkDocs and with Zensical.
"""

import html
import re

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import BuildError

from cookbook import census, chapters, measurements, notes, repo
from cookbook.blocks import FENCE, KINDS, Block, BlockError, read
from cookbook.proofs import ProofError, resolve
from cookbook.sessions import clipboard
from cookbook.sources import Source

_OPENING = re.compile(
    r'(?P<tag><div class="[^"]*highlight"[^>]* data-source="(?P<source>[^"]+)"[^>]*>)'
    r'<span class="filename">(?P<title>[^<]*)</span>'
)
_TABLES = {
    "<!-- builds -->": measurements.builds,
    "<!-- census -->": census.table,
    "<!-- notes -->": notes.table,
}


def page_of(text: str) -> tuple[str, int]:
    """Return the path of the page that holds `text`, and how many lines stand before it.

    Python-Markdown gets the body of a page without its front matter and its name.
    """
    body = text.strip("\n")
    for path in sorted((repo.ROOT / "docs").rglob("*.md")):
        whole = path.read_text()
        if body and whole.rstrip("\n").endswith(body):
            return str(path.relative_to(repo.ROOT)), whole.count("\n", 0, whole.rindex(body))
    return "", 0


def tested_by(page: str) -> str:
    """Return the test that follows a page; `page` is its path, as in `docs/tutorial/index.md`."""
    chapter = chapters.CHAPTER.fullmatch(page)
    return "tests/reader/test_chapters.py" if chapter else "tests/reader/test_pages.py"


class Fences(Preprocessor):
    """Rewrites fence headers and names of proofs. Raises BuildError that names page and line."""

    def __init__(self, md: Markdown, shown: dict[str, tuple[Block, str]]) -> None:
        super().__init__(md)
        self.shown = shown

    def run(self, lines: list[str]) -> list[str]:
        page, offset = page_of("\n".join(lines))
        offset -= next((n for n, line in enumerate(lines) if line.strip()), 0)
        out: list[str] = []
        number = 0
        while number < len(lines):
            line = lines[number]
            if table := _TABLES.get(line.strip()):
                out += table()
            if not (fence := FENCE.match(line)):
                try:
                    out.append(resolve(line))
                except ProofError as error:
                    raise BuildError(f"{page}:{offset + number + 1}: {error}") from error
                number += 1
                continue
            end = _closing(lines, number, fence["fence"])
            if end is None:
                raise BuildError(f"{page}:{offset + number + 1}: this block is never closed")
            body = [text.removeprefix(fence["indent"]) for text in lines[number + 1 : end]]
            # A block in a docstring belongs to no page.
            here = Source(page, offset + number + 2, offset + end)
            try:
                block = read(fence["header"], body, here)
            except BlockError as error:
                raise BuildError(f"{page}:{offset + number + 1}: {error}") from error
            self.shown[str(block.source)] = block, tested_by(page)
            out += [fence["indent"] + fence["fence"] + " " + _attributes(block)]
            out += lines[number + 1 : end + 1]
            number = end + 1
        return out + chapters.links(page)


def _closing(lines: list[str], start: int, fence: str) -> int | None:
    rest = range(start + 1, len(lines))
    return next((number for number in rest if lines[number].strip() == fence), None)


def _attributes(block: Block) -> str:
    pairs = {"title": block.title, "data-kind": block.kind, "data-source": str(block.source)}
    if block.marked:
        pairs["hl_lines"] = " ".join(map(str, block.marked))
    return "{ ." + block.language + "".join(map(_pair, pairs, pairs.values())) + " }"


def _pair(name: str, value: str) -> str:
    # No value holds both quotes: a header could not give it. The rest is escaped later.
    quote = "'" if '"' in value else '"'
    return f" {name}={quote}{value}{quote}"


class Bars(Postprocessor):
    """Adds to each block its kind, the link to its source, and what the copy button gives."""

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


class Cookbook(Extension):
    """Registers the two steps before and after those of pymdown-extensions."""

    def extendMarkdown(self, md: Markdown) -> None:
        shown: dict[str, tuple[Block, str]] = {}
        md.preprocessors.register(Fences(md, shown), "cookbook-fences", 40)  # snippets has 32
        md.postprocessors.register(Bars(md, shown), "cookbook-bars", 0)  # raw HTML is back by then


def makeExtension(**_: object) -> Cookbook:
    """Return the extension, for `markdown_extensions: - cookbook.extension`."""
    return Cookbook()
