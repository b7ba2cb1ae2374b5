"""The tables of what `make measure` found, made from its files in `cookbook/data/`."""

import json
from typing import Any

from cookbook.repo import ROOT

DATA = ROOT / "cookbook/data"
NAMES = {
    "alpine note": "Alpine, before",
    "full note": "full Debian, before",
    "slim note": "slim, before",
    "production": "**the project's, production**",
    "slim note with tests": "slim, before, with the packages for tests",
    "development": "**the project's, development**, with the packages for tests",
}


def recorded(name: str) -> Any:
    """Return what was measured last of builds, load or accidents."""
    return json.loads((DATA / f"{name}.json").read_text())


def builds() -> list[str]:
    """Return the table as Markdown: times as shares of one build, sizes in megabytes."""
    record = recorded("builds")
    rows = [
        f"| {name} | {cost['cold']:.2f} | {cost['edit']:.2f} | {cost['dependency']:.2f} "
        f"| {cost['added_mb']:.0f} MB |"
        for key, name in NAMES.items()
        for cost in [record["builds"][key]]
    ]
    return [
        "| | nothing cached | one line of code edited | one package added | over its base |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
        f"Measured on {record['bases']}; each time is the {record['times'].partition(';')[0]}.",
        "",
    ]
