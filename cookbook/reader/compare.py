"""Compares an output with what the page shows: exact, but for the spots that RULES name.

The shown line decides what may differ. Each rule finds spots in it by what stands around them
and by the command; all other text is literal. JSON is compared as JSON, and no rule touches it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from cookbook.reader.terminal import tidy

HIDE = "..."


@dataclass(frozen=True)
class Rule:
    """One thing that differs between two honest runs.

    Group 1 of each pattern in `spots` is the value that may differ; `form` turns the shown value
    into the pattern of those that may stand in its place, `near` has the last word on one of
    them. `command` says which commands print such values.
    """

    name: str
    why: str
    spots: tuple[str, ...]
    form: Callable[[str], str]
    command: str = ""
    near: Callable[[str, str], bool] = lambda shown, output: True


def _same_form(value: str) -> str:
    """Return the pattern of all dates that are written like this one."""
    return "".join(
        r"\d+" if part.isdigit() else r"[A-Za-z]+" if part.isalpha() else re.escape(part)
        for part in re.findall(r"\d+|[A-Za-z]+|.", value)
    )


def _bytes(size: str) -> float:
    """Return a size like `1.2GB` or `138.7MiB` in bytes, near enough."""
    number, prefix = re.findall(r"([\d.]+)([kKMG]?)", size)[0]
    return float(number) * {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}[prefix.replace("K", "k")]


_DATE = r"(?:\d{4}-\d\d-\d\d[T ]|\d\d/[A-Z][a-z]{2}/\d{4}[ :])"
_TIME = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d{4}))*"
_AGE = r"\d+ (?:second|minute|hour|day|week|month)s?|About an? (?:minute|hour)|Less than a second"
_SECONDS = r"(?:\d+m ?)?\d+(?:\.\d+)?m?s(?: \(\d+:\d\d:\d\d\))?"
_COUNTED = "passed|failed|skipped|deselected|errors?|xfailed|warnings?"
_RELEASE = r"v?\d[\w.+~-]*(?:, build \w+)?"
_SIZE = r"\d+(?:\.\d+)?[kKMG]?i?B"
_POOL = r"(?:172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d+\.\d+"
_TABLES = r"\bdocker\b.*\b(?:ps|ls|images|history|df|stats|build)\b"

RULES = [
    Rule(
        "clock",
        "the clock goes on: a time of day that a log line or a header starts with",
        (
            rf"^(?:\S+ +\| )?\[?({_DATE}{_TIME}{_ZONE})(?=\]| +\S)",
            rf"^(?:Date|Expires|Last-Modified): (\w+, \d\d \w+ \d{{4}} {_TIME} GMT)$",
        ),
        _same_form,
    ),
    Rule(
        "age",
        "Docker's tables say how long ago a container started or ended",
        (rf"\bUp ({_AGE})(?!\w)", rf"(?<!\w)({_AGE}) ago\b"),
        lambda _: _AGE,
        _TABLES,
    ),
    Rule(
        "elapsed",
        "machines differ in speed: what builds and tests took",
        (
            rf" DONE ({_SECONDS})$",
            rf"\b\d+ (?:{_COUNTED})\b.* in ({_SECONDS})(?= =|$)",
            rf"^(?:Resolved|Prepared|Installed|Uninstalled|Audited|Ran) .*\bin ({_SECONDS})$",
            r"^(?:real|user|sys)\s+(\d+m[\d.,]+s)$",
        ),
        lambda value: r"\d+m[\d.,]+s" if re.fullmatch(r"\d+m\d.*", value) else _SECONDS,
    ),
    Rule(
        "ids",
        "digests and ids depend on the build; a hash that is pinned does not",
        (
            r'(?<![\w="])sha256:([0-9a-f]{64}|[0-9a-f]{12})\b',
            r"(?<![\w:.=-])(?=\d*[a-f])([0-9a-f]{64}|[0-9a-f]{12})(?![\w.-])",
            r"-run-([0-9a-f]{12})\b",
        ),
        lambda value: f"[0-9a-f]{{{len(value)}}}",
        r"\bdocker\b",
    ),
    Rule(
        "sizes",
        "base images get patches: three times as much or as little, and never none; no limit",
        (rf"(?<![\w./-])(?<!/ )(?!0B)({_SIZE})(?![\w/])",),
        lambda _: _SIZE,
        _TABLES,
        lambda shown, output: _bytes(shown) / 3 <= _bytes(output) <= _bytes(shown) * 3,
    ),
    Rule(
        "empty layers",
        "containerd's image store counts blocks of 4 kB for deletions, the other one does not",
        (r"(?<![\w.])(0B)(?!\w)",),
        lambda _: _SIZE,
        r"\bdocker history\b",
        lambda shown, output: _bytes(output) < 33e3,
    ),
    Rule(
        "addresses",
        "Docker takes the next free network of its default pools",
        (rf"(?<![\d.])({_POOL})(?![\d.]*\d)",),
        lambda _: _POOL,
        r"\bdocker\b",
    ),
    Rule(
        "patches",
        "patch releases of what the base images bring come every month",
        (r"(?:\bPython |^version = )3\.\d+\.(\d+)$", r"\bPostgreSQL\)? 1\d\.(\d+)\b"),
        lambda _: r"\d+",
    ),
    Rule(
        "engine",
        "the reader's Docker is newer or older than ours",
        (r"^Engine (\S+) on ", rf"^Docker(?: Compose)? version ({_RELEASE})$"),
        lambda _: _RELEASE,
        r"\bversion\b",
    ),
]


def _json(text: str) -> str:
    """Return the JSON object or array that a text is in a form to compare, or nothing."""
    try:
        data = json.loads(text) if text.lstrip()[:1] in ("{", "[") else None
    except ValueError:
        return ""
    return "" if data is None else json.dumps(data, sort_keys=True)


def _line(shown: str, output: str, command: str) -> bool:
    if shown == output:
        return True
    if data := _json(shown):
        return data == _json(output)
    spots = sorted(
        (*match.span(1), number)
        for number, rule in enumerate(RULES)
        if re.search(rule.command, command, re.DOTALL)
        for spot in rule.spots
        for match in re.finditer(spot, shown)
    )
    pattern, end, values = "", 0, []
    for first, last, number in spots:
        if first >= end:
            value = shown[first:last]
            pattern += re.escape(shown[end:first]) + f"({RULES[number].form(value)})"
            end = last
            values.append((RULES[number], value))
    match = re.fullmatch(pattern + re.escape(shown[end:]), output)
    return match is not None and all(
        rule.near(value, came) for (rule, value), came in zip(values, match.groups(), strict=True)
    )


def matches(shown: str, output: str, command: str = "") -> bool:
    """Tell whether an output is what the page shows; `...` stands for one line or more.

    `command` is what printed it: some values may differ only in the output of some commands.
    Where the whole is JSON, that is compared.
    """
    if data := _json(shown):
        return data == _json(output)
    return _lines(tidy(shown), tidy(output), command)


def _lines(shown: list[str], output: list[str], command: str) -> bool:
    if not shown or not output:
        return not shown and not output
    if shown[0] == HIDE:
        return any(
            _lines(shown[1:], output[start:], command) for start in range(1, len(output) + 1)
        )
    return _line(shown[0], output[0], command) and _lines(shown[1:], output[1:], command)


def alike(shown: str, output: str, command: str = "") -> bool:
    """Tell whether an output says what the page shows, in columns and an order of its own.

    That is what other names change: the width of a table, and the place of a line in a list.
    """
    if matches(shown, output, command):
        return True
    wanted, came = ([_narrow(line) for line in tidy(text)] for text in (shown, output))
    if _lines(wanted, came, command):
        return True
    if HIDE not in wanted:
        return _lines(sorted(wanted), sorted(came), command)
    left = [line for line in wanted if line != HIDE]
    return len(left) < len(came) and all(any(_line(w, c, command) for c in came) for w in left)


def _narrow(line: str) -> str:
    """Return a line without widths of columns and hashes of names, lists of names in order."""
    line = re.sub(r"([-─═ =])\1+", r"\1", line.strip())
    line = re.sub(r"_[0-9a-f]{8}_", "_hash_", line)
    return re.sub(r"\w+(?:, \w+)+", lambda names: ", ".join(sorted(names[0].split(", "))), line)


def hidden_share(shown: str, output: str) -> float:
    """Return the share of the output that `...` hides, between 0 and 1."""
    lines = tidy(shown)
    total = len(tidy(output))
    visible = len([line for line in lines if line != HIDE])
    return max(0.0, 1 - visible / total) if total and HIDE in lines else 0.0
