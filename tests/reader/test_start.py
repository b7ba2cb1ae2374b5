"""What a page says about its start, and who the reader is."""

import os
from pathlib import Path

import pytest

from cookbook.markdown.blocks import Block
from cookbook.page.pages import Page, Section
from cookbook.reader.shell import as_user

TRIAL = """<article><h2 id="get">Get it</h2>
<div class="highlight language-console" data-kind="session" data-source="trial.md#L1-L1">
<pre><code>$ cd trial</code></pre></div>
<h2 id="away">Put it away</h2>
<div class="highlight language-console" data-kind="session" data-source="trial.md#L2-L2">
<pre><code>$ cd ..</code></pre></div></article>"""
PAGE = """<article><div class="admonition start"><p class="admonition-title">Starts from a copy</p>
<p><a href="../trial/#get">Get it</a>, and <a href="../trial/#away">put it away</a>.</p></div>
<p>The container <code class="left">idle</code> stays, unlike <code>other</code>.</p></article>"""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    for name, html in (("recipes/trial", TRIAL), ("recipes/one", PAGE)):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(html)
    return Page(tmp_path, "recipes/one")


def test_start_box_leads_to_the_sections_of_another_page(page: Page) -> None:
    assert [(way.name, way.heading) for way in page.ways] == [
        ("recipes/trial", "get"),
        ("recipes/trial", "away"),
    ]
    texts = [[s.text for s in way.steps if isinstance(s, Block)] for way in page.ways]
    assert texts == [["$ cd trial"], ["$ cd .."]]


def test_section_that_is_not_there_is_an_error(page: Page) -> None:
    with pytest.raises(ValueError, match="no section #gone"):
        _ = Section(page.site, "recipes/trial", "gone").steps


def test_page_says_what_it_leaves(page: Page) -> None:
    assert page.leaves == {"idle"}


def test_reader_is_a_normal_user_where_the_tests_are_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 0)
    assert as_user(1001, {"DOCKER_HOST": "unix:///none"}) == [
        *("setpriv", "--reuid=1001", "--regid=1001", "--groups=1001", "--")
    ]
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    assert as_user(1001, {}) == []
