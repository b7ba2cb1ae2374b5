"""Zensical, the successor of Material for MkDocs, builds the same pages with the same blocks.

It runs no hooks: `python -m cookbook.site.finish` adds the search index and what programs read.
What only hooks know stays away: dates of changes, the commit and the last run in the foot.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from cookbook.page.pages import pages
from cookbook.repo import ROOT
from cookbook.report.server import serving
from cookbook.site import search


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site as Zensical builds it."""
    copy = tmp_path_factory.mktemp("zensical")
    for name in ("cookbook", "docs", "example_project", "snippets", "tests"):
        # Not what other tests make there meanwhile.
        made = shutil.ignore_patterns("__pycache__", ".*_cache", ".coverage*", ".hypothesis")
        shutil.copytree(ROOT / name, copy / name, ignore=made)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    zensical = str(Path(sys.executable).with_name("zensical"))
    for command in (zensical, "build"), (sys.executable, "-m", "cookbook.site.finish", "site"):
        done = subprocess.run(
            command,
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return copy / "site"


def test_builds_the_same_blocks(site: Path, theirs: Path) -> None:
    ours = {page.name: page.blocks for page in pages(site) if page.blocks}
    assert {page.name: page.blocks for page in pages(theirs) if page.blocks} == ours


def test_the_same_is_found(site: Path, theirs: Path) -> None:
    assert search.index(theirs) == search.index(site)


@pytest.mark.browser
def test_the_box_and_the_bars_of_blocks_work(theirs: Path, browser: Browser) -> None:
    with serving(theirs) as address:
        tab = browser.new_page(base_url=address)
        tab.goto("/tutorial/03-compose/")
        with tab.expect_download() as download:
            tab.get_by_role("button", name="Download compose.yaml").first.click()
        assert download.value.suggested_filename == "compose.yaml"
        tab.keyboard.press("/")
        tab.keyboard.insert_text("Bind for 0.0.0.0:8000 failed: port is already allocated")
        expect(tab.locator("#search-results a").first).to_contain_text("already allocated")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/troubleshooting/port-is-already-allocated/**")
        tab.close()
