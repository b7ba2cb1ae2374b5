"""The page `files/pick`: its form and blocks, and what the browser looks up when a reader picks.

`data.js` holds every text once, by the answers that it depends on; `assets/pick.js` shows it and
packs it. Every set is a zip as well, for `curl`.
"""

import html
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cookbook.pick.choices import CHOICES, QUESTIONS, Choice
from cookbook.pick.files import archive, files
from cookbook.repo import link

FOLDER = "files/pick"
FORM, BLOCKS = "<!-- pick form -->", "<!-- pick blocks -->"


@cache
def sets() -> dict[Choice, dict[str, str]]:
    """Return the files of every choice."""
    return {choice: files(choice) for choice in CHOICES}


def paths() -> list[str]:
    """Return the paths of all files that any set has."""
    return list(dict.fromkeys(path for made in sets().values() for path in made))


def table() -> dict[str, dict[str, object]]:
    """Return path → the questions that decide (`by`), and the texts by their answers (`texts`)."""
    return {
        path: _depends({choice: sets()[choice].get(path) for choice in CHOICES}) for path in paths()
    }


def _depends(texts: Mapping[Choice, str | None]) -> dict[str, object]:
    by = list(QUESTIONS)
    for name in QUESTIONS:
        fewer = [other for other in by if other != name]
        if len({(_key(choice, fewer), text) for choice, text in texts.items()}) == len(
            {_key(choice, fewer) for choice in texts}
        ):
            by = fewer
    return {"by": by, "texts": {_key(choice, by): text for choice, text in texts.items() if text}}


def _key(choice: Choice, names: list[str]) -> str:
    return "-".join(getattr(choice, name) for name in names)


def form() -> list[str]:
    """Return the form, as HTML in Markdown."""
    fieldsets = "".join(
        f"<fieldset><legend>{question}</legend>"
        + "".join(
            f'<label><input type="radio" name="{name}" value="{answer}"'
            f"{' checked' if number == 0 else ''}> {html.escape(label)}</label>"
            for number, (answer, label) in enumerate(answers.items())
        )
        + "</fieldset>"
        for name, (question, answers) in QUESTIONS.items()
    )
    folder = (
        '<p><label for="pick-settings">Directory of settings.py</label>'
        '<input id="pick-settings" name="settings" value="config" autocomplete="off"'
        ' pattern="[a-z_][a-z0-9_]*" spellcheck="false"></p>'
    )
    buttons = (
        '<p><button class="md-button md-button--primary">Download the zip</button></p>'
        '<p role="status"></p>'
    )
    # One line: for Markdown this is a paragraph's HTML, and nothing in it is Markdown.
    return [f'<form id="picker">{fieldsets}{folder}{buttons}</form>', ""]


def blocks() -> list[str]:
    """Return a block for each file of any set, with the texts of the default choice."""
    chosen = sets()[Choice()]
    links = "".join(
        f'<a class="block-{name}" href="{link(source)}" title="{source}">{text}</a>'
        for name, source, text in (
            ("source", "cookbook/pick/files.py", "source"),
            ("tested", "tests/proofs/test_pick.py", "tested by"),
        )
    )
    out = [
        f'<div class="highlight" data-kind="file" data-picked="{path}"'
        f"{'' if path in chosen else ' hidden'}>"
        f'<div class="block-bar"><span class="block-kind">file</span>{links}</div>'
        f'<span class="filename">{path}</span>'
        f"<pre><code>{html.escape(chosen.get(path, ''))}</code></pre></div>"
        for path in paths()
    ]
    scripts = '<script src="../../assets/pick.js"></script>'
    return ["\n".join(['<div class="picked">', *out, scripts, "</div>"]), ""]


def plain() -> list[str]:
    """Return what the form says, for who reads the page as Markdown."""
    answers = [f"- {title}: {', '.join(labels)}" for title, labels in QUESTIONS.values()]
    return [
        f"Each set is a zip beside this page, such as `{Choice()}.zip`: its name has one answer to "
        "each question, in this order:",
        "",
        *answers,
        "",
    ]


def write(site: Path) -> None:
    """Write what the page looks up, and a zip of every set, if the site has the page."""
    folder = site / FOLDER
    if not folder.exists():
        return
    (folder / "data.js").write_text(f"globalThis.PICK = {json.dumps(table())};\n")
    for choice in CHOICES:
        (folder / f"{choice}.zip").write_bytes(archive(choice))
    (folder / "sets.txt").write_text("".join(f"{choice}.zip\n" for choice in CHOICES))
