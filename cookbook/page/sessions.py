"""Terminal sessions: commands and the output that a page shows for them."""

from dataclasses import dataclass

from cookbook.markdown.blocks import Block


@dataclass(frozen=True)
class Command:
    """One command of a session and the output that the page shows for it."""

    text: str
    output: list[str]


def commands(session: str) -> list[Command]:
    """Split a session: `$ ` starts a command, `> ` and lines after a backslash go on with it."""
    found: list[Command] = []
    for line in session.split("\n"):
        if line.startswith("$ "):
            found.append(Command(line[2:], []))
        elif not found:
            raise ValueError(f"a session starts with '$ ', not with '{line}'")
        elif not found[-1].output and (line.startswith("> ") or found[-1].text.endswith("\\")):
            more = line.removeprefix("> ")
            found[-1] = Command(f"{found[-1].text}\n{more}", [])
        else:
            found[-1].output.append(line)
    return found


def clipboard(block: Block) -> str:
    """Return what the copy button gives: of a session its commands, else the whole text."""
    if block.kind == "session":
        return "\n".join(command.text for command in commands(block.text))
    return block.text
