"""What an output looks like once its terminal and Compose have come to rest."""

import re

# Compose prints two spaces before a state, from version 5 on one; on a terminal a tick and a time.
_PROGRESS = re.compile(
    r" ?(?:[✔⠿] )?(?P<object>(?:Container|Network|Volume|Image|Service) \S+) +"
    r"(?P<state>[A-Z][a-z]+)(?: +[\d.]+m?s)? *"
)
# Headings of its progress, what `run` says from version 5 on (docker/compose#13419), and what the
# client logs now and then as a build over SSH ends.
_NOISE = re.compile(
    r"\[\+\] [A-Za-z]+ \d+/\d+ *| ?(?:✔ )?Container \S+-run-[0-9a-f]{12} +Creat(?:ing|ed)\b.*"
    r"|[\d/]+ [\d:]+ http2: server: error reading preface from client dummy.*: file already closed"
)
_CONTROL = re.compile(r"[^\n]*\r(?![\r\n]|\Z)|\x1b\[[\d;?]*[a-zA-Z]|\r")


def settled(output: str) -> str:
    """Return an output without terminal control, and with the last state of what Compose does.

    The states stand sorted by name where the first one stood.
    """
    lines = [line for line in _CONTROL.sub("", output).split("\n") if not _NOISE.fullmatch(line)]
    found = [_PROGRESS.fullmatch(line) for line in lines]
    last = {match["object"].replace('"', ""): match["state"] for match in found if match}
    states = [f" {name}  {state}" for name, state in sorted(last.items())]
    out: list[str] = []
    for line, match in zip(lines, found, strict=True):
        out += states if match else [line]
        states = [] if match else states
    return "\n".join(out)


def tidy(output: str) -> list[str]:
    """Return the lines of an output that are compared: a column is as wide as its longest cell."""
    text = re.sub(r"(?<=\S) {2,}", "  ", settled(output).expandtabs(4))
    text = re.sub("={4,}", "====", text)  # a heading of pytest fills its line
    return [line.rstrip() for line in text.strip("\n").split("\n")] if text.strip() else []
