"""Zensical, the successor of Material for MkDocs, builds the same pages with the same blocks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cookbook.page.pages import pages
from cookbook.repo import ROOT


def test_builds_the_same_blocks(site: Path, tmp_path: Path) -> None:
    for name in ("cookbook", "docs", "example_project", "snippets", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    built = subprocess.run(
        [Path(sys.executable).with_name("zensical"), "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    ours = {page.name: page.blocks for page in pages(site) if page.blocks}
    theirs = {page.name: page.blocks for page in pages(tmp_path / "site") if page.blocks}
    assert theirs == ours
