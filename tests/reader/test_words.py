"""Edits, sessions and excerpts: the words of a page, and what the reader makes of them."""

import pytest

from cookbook.page.edits import Edit, EditError
from cookbook.page.sessions import Command, commands
from cookbook.reader.workspace import holds

TEXT = "services:\n  web:\n    image: a\n\nvolumes:\n  data:\n"
EDITS = [
    ({"below": "web:"}, "build: .", "services:\n  web:\n  build: .\n    image: a\n\nvolumes"),
    ({"above": "volumes:", "gap": "1"}, "networks:", "a\n\nnetworks:\n\nvolumes:"),
    ({"replace": "image: a"}, "image: b", "  web:\n    image: b\n\n"),
    ({"from": "web:", "to": "volumes:"}, "x:", None),
    ({"from": "services:", "to": "volumes:"}, "x:", "x:\n  data:\n"),
    ({"end": "", "gap": "1"}, "x:", "  data:\n\nx:\n"),
    ({"end": "", "gap": "2"}, "x:", "  data:\n\n\nx:\n"),
]


@pytest.mark.parametrize(("attributes", "block", "result"), EDITS)
def test_edit(attributes: dict[str, str], block: str, result: str | None) -> None:
    edit = Edit.from_attributes("compose.yaml", attributes)
    assert Edit.parse(str(edit)) == edit
    if result is None:
        with pytest.raises(EditError):
            edit.apply(TEXT, block)
    else:
        assert result in edit.apply(TEXT, block)


@pytest.mark.parametrize("line", ["nothing:", "a"])
def test_edit_applies_in_exactly_one_place(line: str) -> None:
    with pytest.raises(EditError, match="not once"):
        Edit("f", "replace", (line,)).apply("a\nb\na\n", "c")


def test_edit_names_one_place() -> None:
    with pytest.raises(EditError, match="says where"):
        Edit.from_attributes("f", {"below": "a", "above": "b"})


def test_session_is_split_into_commands() -> None:
    session = "$ cd a\n$ echo \\\n    b\nb\n$ cat <<E\n> c\n> E\nc\n> d"
    assert commands(session) == [
        Command("cd a", []),
        Command("echo \\\n    b", ["b"]),
        Command("cat <<E\nc\nE", ["c", "> d"]),
    ]


def test_session_starts_with_a_command() -> None:
    with pytest.raises(ValueError, match="starts with"):
        commands("output")


def test_excerpt_stands_at_any_indentation() -> None:
    assert holds(TEXT, "web:\n  image: a") == 1
    assert holds(TEXT, "web:\n  image: b") == 0
