"""A copy of the repository in which one fault at a time meets the tests, the cheapest first."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cookbook.engine.engine import ENGINES, sweep
from cookbook.faults.fault import Fault
from cookbook.reader.uv import UV, environment
from cookbook.repo import ROOT, files

PATIENCE = 900  # seconds for one group of tests; a fault may make a program wait for ever
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "--no-header")
FAST = ("-m", "not engine and not browser and not postgresql")
# Only pages that are newer than what was made of them; what MkDocs says about that is known.
BUILD = """import logging
from mkdocs.__main__ import cli
log = logging.getLogger("mkdocs.commands.build")
log.addFilter(lambda record: "'dirty' build" not in record.getMessage())
cli(["build", "--quiet", "--strict", "--dirty", "--site-dir", "build/site"])
"""
# How a path starts → the proofs that start what stands there.
PROOFS = {
    "example_project/Dockerfile": "dockerfiles production processes",
    "example_project/.dockerignore": "dockerfiles layers",
    "example_project/compose.prod": "compose_files production security roles",
    "example_project/compose": "compose_files development data",
    "example_project/postgres/": "roles",
    "example_project/": "production server hanging attacks",
    "snippets/": "compose_files dockerfiles",
}

Group = tuple[str, tuple[str, ...]]  # what is said of it, the command
REBUILD: Group = "build", (sys.executable, "-c", BUILD)


@dataclass
class Copy:
    """The copy at `root`; `engine` names one for what the fast tests do not notice, if any."""

    root: Path
    engine: str = ""
    green: dict[str, bool] = field(default_factory=dict)

    def make(self) -> None:
        """Copy what git knows of, and what chapters start from."""
        for path in files():
            target = self.root / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)
        for task in (("init", "--quiet"), ("add", "--all")):  # tests ask git which files there are
            subprocess.run(["git", "-C", str(self.root), *task], check=True)
        if (ROOT / "build/chapters").exists():
            shutil.copytree(ROOT / "build/chapters", self.root / "build/chapters")

    def wrong(self, group: Group) -> str:
        """Run a group of tests; return the last of what it says if it fails, else nothing."""
        env = {k: v for k, v in environment(os.environ).items() if not k.startswith("PYTEST")}
        env |= {"NO_MKDOCS_2_WARNING": "1", "SITE_IS_BUILT": "1"}
        env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
        if self.engine and self.engine in group[1]:
            sweep(ENGINES[self.engine].env)
        with subprocess.Popen(
            group[1],
            cwd=self.root,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                output = process.communicate(timeout=PATIENCE)[0]
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return f"no end after {PATIENCE} seconds"
        failed = process.returncode not in (0, pytest.ExitCode.NO_TESTS_COLLECTED)
        said = [line for line in output.splitlines() if line.strip()]
        named = [line for line in said if line.startswith(("FAILED", "ERROR", "E  "))]
        return "\n".join(named[-3:] or said[:6] or ["it failed"]) if failed else ""

    def notice(self, fault: Fault) -> tuple[str, str]:
        """Return which group of tests notices a fault, and what it says; nothing if none does."""
        pages = self._pages(fault.path)
        fault.apply(self.root)
        try:
            self._touch(pages)
            for group in self.groups(fault.path, pages):
                if self.green.get(group[0], True) and (said := self.wrong(group)):
                    break
            else:
                return "", ""
        finally:
            shutil.copy2(ROOT / fault.path, self.root / fault.path)
            self._touch(pages)
            self.wrong(("downloads", _python("cookbook.site.downloads")))
        if self.is_green(group):
            return group[0], said
        print(f"{group[0]} fails without a fault, too:\n{said}", flush=True)
        return self.notice(fault)

    def is_green(self, group: Group) -> bool:
        """Tell whether a group passes without a fault; it is tried once."""
        if group[0] not in self.green:
            self.wrong(REBUILD)  # the site may still show the last fault
            self.green[group[0]] = not self.wrong(group)
        return self.green[group[0]]

    def groups(self, path: str, pages: list[str]) -> Iterator[Group]:
        """Yield the groups of tests that a fault in `path`, shown on `pages`, should meet."""
        yield "downloads", _python("cookbook.site.downloads")
        if path.startswith("example_project/") and path.endswith((".py", ".html")):
            own = ("--directory", "example_project", "pytest", "-x", "-q")
            yield "the example's tests", (UV, "run", "--locked", "--quiet", *own)
        if path.startswith(("example_project/", "snippets/")):
            yield "stacks", (*PYTEST, *FAST, "tests/example/test_stacks.py")
        locked = (ROOT / path).with_name("uv.lock").exists()  # a snippet's project has none
        if path.endswith(("pyproject.toml", "uv.lock")) and locked:
            folder = path.rpartition("/")[0] or "."
            yield "lock", (UV, "lock", "--check", "--quiet", "--directory", folder)
            yield "registry", (*PYTEST, "tests/example/test_lock.py")
        yield REBUILD
        concerned = ["not test_files_of_a_page", *(f"{_name(page)}]" for page in pages)]
        chosen = ("-k", " or ".join(concerned)) if pages else ()
        zensical = "--deselect=tests/site/test_zensical.py"
        yield "site", (*PYTEST, *FAST, "tests/site", zensical, *chosen)
        if path.startswith("example_project/"):
            yield "example", (*PYTEST, *FAST, "tests/example")
        if not self.engine:
            return
        inside = (*_python("cookbook.engine"), "run", self.engine, "--")
        for page in pages:
            name = _name(page)
            yield f"page {name}", (*inside, *_python("cookbook.reader"), "--check", name)
        for start, modules in PROOFS.items():
            if path.startswith(start):
                tests = [f"tests/proofs/test_{name}.py" for name in modules.split()]
                only = ("-k", path) if start == "snippets/" else ()
                yield f"proofs {modules}", (*inside, *PYTEST, *tests, *only)
                return

    def _pages(self, path: str) -> list[str]:
        """Return the pages that show a file, or all for what every page shows."""
        docs = [page for page in (ROOT / "docs").rglob("*.md") if not page.is_symlink()]
        name = path.removeprefix("example_project/")
        return [
            str(page.relative_to(ROOT))
            for page in sorted(docs)
            if path in (str(page.relative_to(ROOT)), "docs/.includes/glossary.md")
            or f'"{path}' in (text := page.read_text())
            or (name != path and f"[{name}](" in text)
        ]

    def _touch(self, pages: list[str]) -> None:
        """Let the next build make these pages anew."""
        for page in pages:
            (self.root / page).touch()


def _name(page: str) -> str:
    """Return the address of a page on the site, as the tests name it."""
    return page.removeprefix("docs/").removesuffix(".md").removesuffix("index").rstrip("/") or "."


def _python(module: str) -> tuple[str, ...]:
    return sys.executable, "-m", module
