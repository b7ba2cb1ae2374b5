"""The state of the project at the end of each chapter: a zip, and what changed, as a page.

The reader test makes the zips in `build/chapters`; `python -m cookbook.site.chapters` puts them
into `docs/chapters`, from where the site takes them. Git keeps neither.
"""

import difflib
import html
import re
import shutil
import zipfile
from pathlib import Path

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import DiffLexer

from cookbook.repo import ROOT

STATES = ROOT / "build/chapters"
CHAPTER = re.compile(r"docs/tutorial/(?P<name>\d\d-[\w-]+)\.md")
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; }}
  body {{ padding: 0 1rem; }}
  pre {{ overflow-x: auto; font-size: .85rem; }}
  .gi {{ color: light-dark(#116329, #7ee787); }}
  .gd {{ color: light-dark(#82071e, #ffa198); }}
  .gh, .gu {{ font-weight: bold; }}
</style>
<h1>{title}</h1>
<p><a href="../tutorial/{name}/">Back to the chapter</a></p>
{diff}
</html>
"""


def links(page: str) -> list[str]:
    """Return the Markdown that ends a chapter's page; nothing for other pages."""
    if not (chapter := CHAPTER.fullmatch(page)):
        return []
    name = chapter["name"]
    if not (STATES / f"{name}.zip").exists():
        output = (
            "The published site offers the project as it stands now as a download. "
            "A local build has it after `make test`, in `build/chapters/`."
        )
    else:
        output = (
            f'<a href="../../chapters/{name}.zip">Download the project as it stands now</a>, '
            f'or see <a href="../../chapters/{name}.html">what changed since the last chapter</a>.'
        )
    return ["", f'<p class="end-state" markdown="span">{output}</p>', ""]


def state(archive: Path | None) -> dict[str, str]:
    """Return the files of a zip: path → text; nothing for no zip."""
    if archive is None:
        return {}
    with zipfile.ZipFile(archive) as source:
        return {
            name.partition("/")[2]: source.read(name).decode("utf-8", "replace")
            for name in source.namelist()
        }


def diff(old: dict[str, str], new: dict[str, str], names: tuple[str, str]) -> str:
    """Return what differs between two states as one unified diff, empty if nothing does."""
    lines: list[str] = []
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path, "").splitlines(), new.get(path, "").splitlines()
        titles = (f"{names[0]}/{path}", f"{names[1]}/{path}")
        lines += difflib.unified_diff(before, after, *titles, lineterm="")
    return "\n".join(lines)


def publish(target: Path) -> None:
    """Put every zip, and a page with its changes, into a directory."""
    target.mkdir(exist_ok=True)
    last: Path | None = None
    for archive in sorted(STATES.glob("*.zip")):
        shutil.copyfile(archive, target / archive.name)
        name = archive.stem
        changes = diff(state(last), state(archive), (last.stem if last else "empty", name))
        title = html.escape(f"What changed in chapter {int(name[:2])}")
        shown = highlight(changes, DiffLexer(), HtmlFormatter())
        (target / f"{name}.html").write_text(_PAGE.format(title=title, name=name, diff=shown))
        last = archive


if __name__ == "__main__":
    publish(ROOT / "docs/chapters")
