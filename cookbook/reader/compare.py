"""Compares an output with what the page shows.

The rules below are all that may differ between two honest runs. There are at most ten, each with
a test of its own in test_compare.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

HIDE = "..."


@dataclass(frozen=True)
class Rule:
    """One thing that differs from run to run: its name, why, and how it is put out of sight."""

    name: str
    why: str
    apply: Callable[[str], str]


def _sub(pattern: str, by: str) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda text: compiled.sub(by, text)


_PROGRESS = re.compile(
    r"^ ?(?:[✔⠿] )?(?P<object>(?:Container|Network|Volume|Image|Service) \S+) +"
    r"(?P<state>[A-Z][a-z]+)(?: +[\d.]+m?s)? *$"
)


def _progress(text: str) -> str:
    """Keep the last state of each object, sorted, where the first one stood."""
    lines, last = text.split("\n"), {}
    for line in lines:
        if match := _PROGRESS.match(line):
            last[match["object"]] = match["state"]
    states = [f" {name}  {state}" for name, state in sorted(last.items())]
    out: list[str] = []
    for line in lines:
        if _PROGRESS.match(line):
            out += states
            states = []
        else:
            out.append(line)
    return "\n".join(out)


_UNIT = r"(?:ms|s|m|seconds?|minutes?|hours?|days?|weeks?|months?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"

_TIMES = [
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?",
    rf"\d\d/{_MONTH}/\d{{4}}(?:[ :]\d\d:\d\d:\d\d)?(?: [+-]\d{{4}})?",
    rf"(?:\w{{3}}, )?\d\d? {_MONTH} \d{{4}}(?: \d\d:\d\d:\d\d GMT)?",
    rf"{_MONTH} \d\d?, \d{{4}} - \d\d:\d\d:\d\d",
    rf"{_MONTH} +\d\d? \d\d:\d\d",
    r"\b\d\d:\d\d:\d\d(?:\.\d+)?\b",
]

RULES = [
    Rule(
        "terminal",
        "colours, line ends and progress bars that are written over belong to the terminal",
        _sub(r"[^\n]*\r(?![\r\n]|\Z)|\x1b\[[\d;?]*[a-zA-Z]|\r", ""),
    ),
    Rule("progress", "Compose works on several objects at once", _progress),
    Rule("times", "the clock goes on", _sub("|".join(_TIMES), "<time>")),
    Rule(
        "durations",
        "machines differ in speed",
        _sub(
            r"\b(?:About an? |Less than an? )?(?:\d+(?:\.\d+)? ?|(?<=an )|(?<=a ))"
            rf"{_UNIT}\b(?: ago)?",
            "<duration>",
        ),
    ),
    Rule(
        "ids",
        "digests and ids depend on the build",
        _sub(r"\b(?:sha256:)?[0-9a-f]{12,64}\b", "<id>"),
    ),
    Rule("sizes", "base images get patches", _sub(r"\b\d+(?:\.\d+)? ?[kKMG]?i?B\b", "<size>")),
    Rule(
        "addresses",
        "Docker picks free networks and ports",
        _sub(r"\b(?:172|192\.168|10)\.[\d.]+\b(?::\d{5})?", "<address>"),
    ),
    Rule(
        "engine",
        "the reader's engine and Compose are newer or older than ours",
        _sub(r"\b(Engine|Docker Compose version) v?\d[\w.+~-]*", r"\1 <version>"),
    ),
    Rule(
        "patches",
        "patch releases come every month",
        _sub(r"\b(\d+\.\d+)\.\d+\b", r"\1.<patch>"),
    ),
    Rule(
        "columns",
        "a table is as wide as its longest cell; Markdown turns tabs into spaces",
        lambda text: _sub(r"(?<=\S) {2,}| +$", "  ")(text.expandtabs(4)),
    ),
]


def normalise(text: str) -> list[str]:
    """Return the lines that are compared."""
    for rule in RULES:
        text = rule.apply(text)
    return [line.rstrip() for line in text.strip("\n").split("\n")] if text.strip() else []


def matches(shown: str, output: str) -> bool:
    """Tell whether an output is what the page shows."""
    return _match(normalise(shown), normalise(output))


def _match(shown: list[str], output: list[str]) -> bool:
    if HIDE not in shown:
        return shown == output
    first = shown.index(HIDE)
    if output[:first] != shown[:first]:
        return False
    rest = shown[first + 1 :]
    return any(_match(rest, output[start:]) for start in range(first, len(output) + 1))


def hidden_share(shown: str, output: str) -> float:
    """Return the share of the output that `...` hides, between 0 and 1."""
    lines = [line for line in normalise(shown) if line != HIDE]
    total = len(normalise(output))
    return max(0.0, 1 - len(lines) / total) if total and HIDE in normalise(shown) else 0.0
