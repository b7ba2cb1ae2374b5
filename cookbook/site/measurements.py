"""The table of what builds cost, made from `cookbook/data/builds.json`."""

import json

from cookbook.repo import ROOT

RECORD = ROOT / "cookbook/data/builds.json"
NAMES = {
    "alpine note": "Alpine, before",
    "full note": "full Debian, before",
    "slim note": "slim, before",
    "production": "**the project's, production**",
    "slim note with tests": "slim, before, with the packages for tests",
    "development": "**the project's, development**, with the packages for tests",
}


def builds() -> list[str]:
    """Return the table as Markdown: times as shares of one build, sizes in megabytes."""
    record = json.loads(RECORD.read_text())
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
