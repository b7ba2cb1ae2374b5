"""Makes the files that a page tells its reader to write and to edit, and runs no command."""

from pathlib import Path

from cookbook.markdown.blocks import Block
from cookbook.page.edits import Edit, EditError
from cookbook.page.pages import Download, Page
from cookbook.reader.workspace import holds


def follow(page: Page, workspace: Path) -> list[str]:
    """Do what a page says about files; return what cannot be done, or is not as it shows."""
    wrong = []
    for step in page.steps:
        if isinstance(step, Download):
            if step.file.suffix == ".zip":
                continue  # the tutorial's end states, which are made by following it
            write(workspace / step.path, step.file.read_text())
        elif isinstance(step, Block) and step.kind != "session":
            try:
                _block(step, workspace / step.path)
            except (EditError, OSError) as error:
                wrong.append(f"{page.name}: {error}")
    return wrong


def _block(block: Block, path: Path) -> None:
    if block.kind in ("file", "before"):
        write(path, block.text + "\n")
    elif block.kind == "edit":
        path.write_text(Edit.parse(block.title).apply(path.read_text(), block.text))
    elif not block.title.startswith("http") and not holds(path.read_text(), block.text):
        raise EditError(f"{block.path} does not hold what {block.source} shows")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
