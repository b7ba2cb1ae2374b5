"""A walk along pages, one step to a test, so that each block has a result and a time of its own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Browser

from cookbook.markdown.blocks import Block
from cookbook.page.pages import Answer, Heading, Page, Step
from cookbook.reader.follow import Reader, Wrong
from cookbook.reader.sandbox import sandbox, started
from cookbook.report import census
from tests.conftest import built


class Walk:
    """A reader on the way through pages."""

    def __init__(self, reader: Reader, *pages: Page) -> None:
        self.reader = reader
        self.steps = [(page, number) for page in pages for number in range(len(page.steps))]
        self.taken = 0

    def to(self, page: Page, number: int) -> None:
        """Take the steps up to this one, which has to be right; earlier ones have their own tests.

        Fails with the report.
        """
        self._take(self.steps.index((page, number)))
        self.taken += 1
        report = ""
        try:
            self.reader.take(page, number)
        except Wrong as error:
            report = str(error)
        if report:  # outside of `except`, where pytest would tell it three times
            pytest.fail(report, pytrace=False)

    def to_the_end(self) -> None:
        """Take all steps that are left."""
        self._take(len(self.steps))

    def _take(self, end: int) -> None:
        for step in self.steps[self.taken : end]:
            with suppress(Wrong):
                self.reader.take(*step)
        self.taken = end

    def test(self, page: Page, number: int, request: pytest.FixtureRequest) -> None:
        """Walk to a step, and note for the end of the run what was checked, and the commands."""
        known = len(self.reader.results)
        self.to(page, number)
        properties = request.node.user_properties
        if isinstance(block := page.steps[number], Block):
            properties.append(("checked", census.key(page.name, str(block.source))))
        for result in self.reader.results[known:]:
            properties.append(("command", (result.seconds, page.name, result.command.text)))


@contextmanager
def walking(engine: dict[str, str], browser: Browser, *pages: Page) -> Iterator[Walk]:
    """Yield a walk along pages, by a reader who has what the first one starts from."""
    with sandbox(engine, browser, pages[0].name) as reader, started(reader, pages[0]):
        yield Walk(reader, *pages)


def steps(page: Page) -> list[int]:
    """Return the numbers of the steps that get a test: all that can be wrong."""
    return [n for n, step in enumerate(page.steps) if not isinstance(step, Heading | Answer)]


def kind(step: Step) -> str:
    """Return what a step is, in a word."""
    return step.kind if isinstance(step, Block) else type(step).__name__.lower()


def parametrize(metafunc: pytest.Metafunc, names: list[str]) -> None:
    """Make a test of every step of the pages: arguments `page` and `number`."""
    if "not engine" in metafunc.config.option.markexpr:
        names = []  # none of them would run: do not read the pages
    site = built()
    pages = [Page(site, name) for name in names]
    cases = [
        pytest.param(
            page,
            number,
            id=f"{page.name}:{number:03}-{kind(page.steps[number])}",
            marks=[pytest.mark.own_engine] if page.needs_machines else [],
        )
        for page in pages
        for number in steps(page)
    ]
    metafunc.parametrize(("page", "number"), cases, scope="module")
