"""The machine knows nothing of this site: it builds and follows another one, of five pages."""

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cookbook.engine import machines
from cookbook.page.pages import Page
from cookbook.reader.follow import Wrong
from cookbook.reader.sandbox import sandbox, started
from cookbook.repo import ROOT

pytestmark = [pytest.mark.engine, pytest.mark.browser]

CONFIGURATION = """
site_name: Five pages
theme: material
markdown_extensions:
  - admonition
  - attr_list
  - cookbook.markdown.extension
  - pymdownx.snippets: {base_path: ["."], check_paths: true}
  - pymdownx.highlight: {anchor_linenums: false, pygments_lang_class: true}
  - pymdownx.superfences
"""
FILES = {
    "mkdocs.yml": CONFIGURATION,
    "code/greet.sh": 'echo "Hello, $1!"\n',
    "code/louder.sh": 'echo "HELLO, $1!"\n',
    "docs/index.md": "# Shells\n\nA page with nothing to do.\n",
    "docs/greet.md": """# Greet

!!! start "Starts from an empty directory"

```sh title="greet.sh"
--8<-- "code/greet.sh"
```

```console
$ sh greet.sh you
Hello, you!
$ docker run --rm python:3.14-slim-trixie python -c 'print(6 * 7)'
42
```

```sh edit title="greet.sh" replace='echo "Hello, $1!"'
--8<-- "code/louder.sh"
```

```console
$ sh greet.sh you
HELLO, you!
```
""",
    "docs/wrong.md": """# Greet wrongly

!!! start "Starts from an empty directory"

```console
$ echo 9780132350884
9780132350885
```
""",
    "docs/traces.md": """# Leave traces

!!! start "Starts anywhere"

```console
$ ls /tmp/cookbook-of-another
/tmp/cookbook-of-another
$ touch /tmp/cookbook-trace
```
""",
    "docs/machines.md": """# Ask three machines

!!! start "Starts from three machines"

```console
$ echo "${DOCKER_HOST:-by a context}"
by a context
```
""",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Return the pages of a small site, built in a directory of its own."""
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(
        ROOT / "cookbook", root / "cookbook", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return {
        name: Page(root / "site", name) for name in (".", "greet", "wrong", "traces", "machines")
    }


def test_page_without_blocks_has_nothing_to_do(pages: dict[str, Page]) -> None:
    assert pages["."].blocks == []


def test_page_is_followed(pages: dict[str, Page], engine: dict[str, str], browser: Browser) -> None:
    with sandbox(engine, browser, "greet") as reader, started(reader, pages["greet"]):
        reader.follow(pages["greet"])
    assert [block.kind for block in pages["greet"].blocks] == ["file", "session", "edit", "session"]


def test_wrong_page_is_reported(
    pages: dict[str, Page], engine: dict[str, str], browser: Browser
) -> None:
    with (
        sandbox(engine, browser, "wrong") as reader,
        started(reader, pages["wrong"]),
        pytest.raises(Wrong, match="the page shows:\n9780132350885"),
    ):
        reader.follow(pages["wrong"])


def test_page_leaves_what_is_new_and_not_what_another_program_made(
    pages: dict[str, Page], engine: dict[str, str], browser: Browser
) -> None:
    another, trace = Path("/tmp/cookbook-of-another"), Path("/tmp/cookbook-trace")
    another.touch()
    try:
        with (
            sandbox(engine, browser, "traces") as reader,
            pytest.raises(Wrong) as wrong,
            started(reader, pages["traces"]),
        ):
            reader.follow(pages["traces"])
    finally:
        another.unlink()
        trace.unlink(missing_ok=True)
    assert str(wrong.value).endswith(f"does not say so: temporary {trace}")


def test_shell_leads_back_to_the_engine_after_a_page_on_machines(
    pages: dict[str, Page],
    engine: dict[str, str],
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(machines, "running", lambda: nullcontext(tmp_path))
    leads = 'echo "$PATH" "$DOCKER_HOST"; docker version --format ok'
    with sandbox(engine, browser, "machines") as reader:
        before = reader.shell.run(leads)
        with started(reader, pages["machines"]):
            reader.follow(pages["machines"])
        assert reader.shell.run(leads) == before
