"""Follows one page: does what it says, compares all that it shows."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page as Tab

from cookbook.markdown.blocks import Block
from cookbook.page.edits import Edit, EditError
from cookbook.page.pages import Answer, Download, Heading, Open, Page
from cookbook.page.sessions import Command, commands
from cookbook.reader import compare
from cookbook.reader.shell import Shell, Stuck
from cookbook.reader.workspace import holds

PATIENCE = 120  # seconds, for an event that comes sooner unless the machine is busy


class Wrong(Exception):
    """What is wrong with a page: reads like a bug report."""


@dataclass
class Result:
    """One command that ran: where its session stands, what it printed, how long it took."""

    block: Block
    command: Command
    output: str
    seconds: float


@dataclass
class Reader:
    """A person at work: a directory, a terminal, a browser.

    `recording` lets outputs differ, to be written down afterwards; all else must still hold.
    `same` says whether an output is what a page shows.
    `stuck` is the command that did not come back: what a page shows below it is not tried.
    """

    workspace: Path
    shell: Shell
    browser: BrowserContext
    recording: bool = False
    same: Callable[[str, str, str], bool] = compare.matches
    screenshots: Path | None = None
    results: list[Result] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    stuck: str = ""

    @cached_property
    def tab(self) -> Tab:
        """The browser's tab: few pages have an address to open, and a tab takes a second."""
        return self.browser.new_page()

    def follow(self, page: Page) -> None:
        """Follow a page to its end. Raises Wrong at the first step that does not hold."""
        for number in range(len(page.steps)):
            self.take(page, number)

    def take(self, page: Page, number: int) -> None:
        """Take one step of a page. Raises Wrong, with all that this step gets wrong."""
        try:
            match step := page.steps[number]:
                case Answer():
                    self.answers.append(step.text)
                case Open():
                    self._open(step)
                case Download():
                    self._download(step)
                case Block():
                    getattr(self, f"_{step.kind}")(step)
        except (Wrong, EditError, Stuck, BrowserError, OSError, ValueError) as error:
            raise Wrong(self._report(page, number, error)) from error

    def _path(self, name: str) -> Path:
        path = (self.workspace / name).resolve()
        if not path.is_relative_to(self.workspace.resolve()):
            raise Wrong(f"the page names a path outside of the project: {name}")
        return path

    def _file(self, block: Block) -> None:
        self.shell.write(self._path(block.path), f"{block.text}\n".encode())

    _before = _file

    def _edit(self, block: Block) -> None:
        path = self._path(block.path)
        if not path.is_file():
            raise Wrong(f"the page edits {block.path}, but the reader has no such file")
        edited = Edit.parse(block.title).apply(path.read_text(), block.text)
        self.shell.write(path, edited.encode())

    def _excerpt(self, block: Block) -> None:
        path = self._path(block.path)
        if not path.is_file():
            raise Wrong(f"the page shows part of {block.path}, but the reader has no such file")
        if holds(path.read_text(), block.text) == 0:
            raise Wrong(
                f"these lines are not in the reader's {block.path}:\n{block.text}\n\n"
                f"it holds:\n{path.read_text()}"
            )

    def _output(self, block: Block) -> None:
        if not block.title.startswith("http"):
            self._excerpt(block)
            return
        output = _get(block.title)
        if block.language == "json":
            output = json.dumps(json.loads(output), indent=2, ensure_ascii=False)
        if not self.same(block.text, output, ""):
            raise Wrong(f"{block.title} answers:\n{output}\n\nthe page shows:\n{block.text}")

    def _session(self, block: Block) -> None:
        answers, self.answers = self.answers, []
        shown_all, printed_all, wrong = "", "", list[str]()
        for command in commands(block.text):
            output, status = self._type(block, command, answers)
            shown = "\n".join(command.output)
            if self.recording:
                continue
            if status and not command.output:
                wrong.append(f"$ {command.text}\nexits with {status}:\n{output}")
            elif not self.same(shown, output, command.text):
                wrong.append(
                    f"$ {command.text}\nexits with {status} and prints:\n{output}\n"
                    f"the page shows:\n{shown}"
                )
            shown_all, printed_all = f"{shown_all}\n{shown}", f"{printed_all}\n{output}"
        if (share := compare.hidden_share(shown_all, printed_all)) > 0.5:
            wrong.append(f"'...' hides {share:.0%} of what this session prints:\n{printed_all}")
        if wrong:
            raise Wrong("\n\n".join(wrong))

    def _type(self, block: Block, command: Command, answers: list[str]) -> tuple[str, int]:
        if self.stuck:
            raise Wrong(f"not tried, because this did not end: {self.stuck}")
        self.log.append(command.text)
        start = time.monotonic()
        try:
            output, status = self.shell.run(command.text, command.output, answers)
        except Stuck:
            self.stuck = command.text
            raise
        self.log.append(output)
        self.results.append(Result(block, command, output, time.monotonic() - start))
        return output, status

    def _open(self, step: Open) -> None:
        """Open an address, again and again for a while: a server restarts after an edit."""
        deadline = time.monotonic() + PATIENCE
        while wrong := self._look(step):
            if time.monotonic() > deadline:
                raise Wrong(wrong)
            time.sleep(1)
        if step.image and self.screenshots:
            self.tab.screenshot(path=self.screenshots / f"{Path(step.image).stem}.png")

    def _look(self, step: Open) -> str:
        """Open an address once; return what is not as promised, or nothing."""
        try:
            answer = self.tab.goto(step.url)
        except BrowserError as error:
            return f"{step.url} does not open: {error}"
        if len(step.answers) == 2 and self.tab.locator("input[name=username]").count():
            self.tab.fill("input[name=username]", step.answers[0])
            self.tab.fill("input[name=password]", step.answers[1])
            self.tab.press("input[name=password]", "Enter")
            self.tab.wait_for_load_state()
        self.tab.wait_for_load_state("networkidle")
        text = self.tab.inner_text("body")
        missing = [word for word in step.words if word.lower() not in text.lower()]
        status = answer.status if answer else 0
        if missing or (status >= 400 and not step.words):
            return (
                f"{step.url} answers {status}; the page promises {missing or 'a page'}, "
                f"the browser shows:\n{text[:2000]}"
            )
        return ""

    def _download(self, step: Download) -> None:
        if not step.file.is_file():
            raise Wrong(f"the download {step.path} is not on the site")
        self.shell.write(self._path(step.path), step.file.read_bytes())

    def _report(self, page: Page, number: int, error: Exception) -> str:
        step, before = page.steps[number], page.steps[:number]
        heading = next((s.text for s in reversed(before) if isinstance(s, Heading)), "")
        where = f"{step.title}\nsource: {step.source}" if isinstance(step, Block) else step
        return (
            f"{page.name}, section “{heading}”: {where}\n\n{error}\n\n"
            f"last in the terminal:\n{''.join(f'  | {t}' for t in _tail(self.log))}\n"
            f"containers:\n{self._containers()}"
        )

    def _containers(self) -> str:
        text = ""
        for command in ("ps -a", "logs --tail 15"):
            result = subprocess.run(
                f"docker compose {command}",
                shell=True,
                cwd=self.workspace,
                env=self.shell.env,
                capture_output=True,
                text=True,
                check=False,
            )
            text += result.stdout[-4000:]
        return text


def _tail(log: list[str]) -> list[str]:
    return "\n".join(log)[-1500:].splitlines(keepends=True)


def _get(url: str) -> str:
    """Return what an address answers, be it an error."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()
