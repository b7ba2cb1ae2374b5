"""Rewrites fence headers into the attribute form that passes on to the built page."""

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from cookbook.markdown.blocks import FENCE, Block, BlockError, read
from cookbook.markdown.place import Place
from cookbook.markdown.sources import Source
from cookbook.site.chapters import CHAPTER


class Fences(Preprocessor):
    """Reads each block of a page. `shown` holds them by source, with the test that tries them.

    Raises BuildError that names page and line.
    """

    def __init__(self, md: Markdown, place: Place) -> None:
        super().__init__(md)
        self.place = place
        self.shown: dict[str, tuple[Block, str]] = {}

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        number = 0
        while number < len(lines):
            if not (fence := FENCE.match(lines[number])):
                out.append(lines[number])
                number += 1
                continue
            end = _closing(lines, number, fence["fence"])
            if end is None:
                raise self.place.error(number, "this block is never closed")
            body = [text.removeprefix(fence["indent"]) for text in lines[number + 1 : end]]
            first = self.place.before + number + 2
            here = Source(self.place.page, first, self.place.before + end)
            try:
                block = read(fence["header"], body, here)
            except BlockError as error:
                raise self.place.error(number, error) from error
            self.shown[str(block.source)] = block, tested_by(self.place.page)
            out += [fence["indent"] + fence["fence"] + " " + _attributes(block)]
            out += lines[number + 1 : end + 1]
            number = end + 1
        return out


def tested_by(page: str) -> str:
    """Return the test that follows a page; `page` is its path, as in `docs/tutorial/index.md`."""
    chapter = CHAPTER.fullmatch(page)
    return "tests/reader/test_chapters.py" if chapter else "tests/reader/test_pages.py"


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
