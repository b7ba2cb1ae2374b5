"""The pages of the site by name, which is their address: `tutorial/01-first-image`."""

import pytest

from cookbook.page.pages import Page
from cookbook.reader.follow import Reader, Wrong
from cookbook.repo import ROOT
from cookbook.report import census
from cookbook.site.chapters import CHAPTER

DOCS = ROOT / "docs"
NAMES = sorted(
    str(
        path.relative_to(DOCS).parent
        if path.stem == "index"
        else path.relative_to(DOCS).with_suffix("")
    )
    for path in [DOCS / "index.md", *DOCS.glob("[!.]*/*.md")]
)
CHAPTERS = [name for name in NAMES if CHAPTER.fullmatch(f"docs/{name}.md")]
OTHERS = [name for name in NAMES if name not in CHAPTERS]


def follow(reader: Reader, page: Page, checked: census.Checked, test: str) -> None:
    """Follow a page and note its blocks as tried by `test`; fail with the report."""
    report = ""
    try:
        for block in reader.follow(page):
            checked[census.key(page.name, str(block.source))] = test
    except Wrong as error:
        report = str(error)
    if report:  # outside of `except`, where pytest would tell it three times
        pytest.fail(report, pytrace=False)
