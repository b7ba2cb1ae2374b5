"""What a page sets or makes for a trial, it takes back: variables and the directory of secrets."""

import re
from pathlib import Path

import pytest

from cookbook.page.pages import Page
from cookbook.page.sessions import commands
from cookbook.reader.names import OTHERS

EXPORT = re.compile(r"\bexport ((?:\w+(?:=(?:\"[^\"]*\"|'[^']*'|\$\([^)]*\)|[^\s;]*))? ?)+)")


def typed(page: Page) -> str:
    """Return all commands of a page."""
    sessions = [block.text for block in page.blocks if block.kind == "session"]
    return "\n".join(command.text for text in sessions for command in commands(text))


@pytest.mark.parametrize("name", OTHERS)
def test_variables_and_secrets_are_taken_back(name: str, site: Path) -> None:
    text = typed(Page(site, name))
    exported = {
        variable
        for assignments in EXPORT.findall(text)
        for variable in re.findall(r"(?:^| )(\w+)", re.sub(r"=\S*", "", assignments))
    }
    unset = {word for line in re.findall(r"\bunset ([\w ]+)", text) for word in line.split()}
    assert exported == unset
    made = bool(re.search(r"\bmkdir .*\bsecrets\b", text))
    assert made == bool(re.search(r"\brm -rf? .*\bsecrets\b", text))
