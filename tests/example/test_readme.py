"""Follows the example's README like a page, in a copy of the folder under another name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pexpect
import pytest
from playwright.sync_api import Browser

from cookbook.markdown.blocks import Block
from cookbook.page.pages import Open, Page
from cookbook.reader import compare
from cookbook.reader.follow import Reader, Wrong
from cookbook.reader.sandbox import sandbox
from cookbook.reader.uv import environment
from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT

PASSWORD = "a-long-example-password"

pytestmark = [pytest.mark.engine, pytest.mark.browser]


def build(root: Path) -> Page:
    """Build a site in `root` whose one page is README.md, with the means of every other page."""
    for name in ("cookbook", "docs/.overrides", "docs/.includes", "docs/assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "example_project/README.md", root / "docs/index.md")
    (root / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text().partition("\nnav:")[0])
    for name in ("example_project", "snippets"):  # mkdocs.yml names them
        (root / name).mkdir()
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return Page(root / "site", ".")


class Visitor(Reader):
    """A reader of a README, which is shorter than a page.

    A server in the terminal is visited before Ctrl+C ends it; what stands below is about it. One
    password serves for all. Every command has to succeed, so `...` may hide as much as it likes.
    """

    def follow(self, page: Page) -> None:
        self.steps, self.visited = page.steps, list[Open]()
        super().follow(page)

    def _open(self, step: Open) -> None:
        if not any(step is visited for visited in self.visited):
            super()._open(step)
            self.visited.append(step)

    def _session(self, block: Block) -> None:
        shell, run, until = self.shell, self.shell.run, self.shell._until

        def succeed(command: str, shown: list[str], _: list[str]) -> tuple[str, int]:
            output, status = run(command, shown, [PASSWORD])
            if status and "^C" not in shown:
                raise Wrong(f"$ {command}\nexits with {status}:\n{output}")
            return output, status

        def visit(lines: list[str]) -> str:
            output = until(lines)
            for step in self.steps[self.steps.index(block) + 1 :]:
                if not isinstance(step, Open):
                    break
                self._open(step)
            while shell.child.expect([r"(?s).+", pexpect.TIMEOUT], timeout=1) == 0:
                output += str(shell.child.after)  # what the server says about that
            shell.child.setecho(False)  # runserver has turned it on
            return output

        with (
            patch.object(shell, "run", succeed),
            patch.object(shell, "_until", visit),
            patch.object(compare, "hidden_share", return_value=0.0),
        ):
            super()._session(block)


def test_every_block_runs_in_its_order(
    engine: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    page = build(tmp_path / "site")
    workspace = tmp_path / "bookshop"
    copy_finished(ROOT / "example_project", workspace)
    env = environment(engine)
    with sandbox(workspace, env, browser) as reader:
        reader.shell.run(f"unset {' '.join(os.environ.keys() - env.keys())}")
        visitor = Visitor(**vars(reader))
        report = ""
        try:
            visitor.follow(page)
        except Wrong as error:
            report = str(error)
        if report:
            pytest.fail(report, pytrace=False)
