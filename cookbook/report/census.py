"""Counts the blocks of a built site, by kind, and how many of them a run has tried."""

import json
from collections import Counter
from pathlib import Path

from cookbook.markdown.blocks import KINDS
from cookbook.page.pages import pages
from cookbook.repo import ROOT, commit

RESULT = ROOT / "build/census.json"

# The keys of the blocks that were executed, built or compared.
Checked = set[str]


def count(site: Path, checked: Checked) -> dict[str, tuple[int, int]]:
    """Return for each kind how many blocks there are, and how many were tried in this run."""
    blocks = [(page.name, block) for page in pages(site) for block in page.blocks]
    total = Counter(block.kind for _, block in blocks)
    tried = Counter(block.kind for name, block in blocks if key(name, str(block.source)) in checked)
    return {kind: (total[kind], tried[kind]) for kind in KINDS}


def lines(site: Path, checked: Checked) -> list[str]:
    """Return the census for a terminal, and keep it for the site if this run tried anything."""
    counts = count(site, checked)
    total, tried = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    shown = [page for page in pages(site) if page.blocks]
    if tried:
        RESULT.write_text(json.dumps({"commit": commit(), "pages": len(shown), "kinds": counts}))
    out = [f"Census: {total} blocks on {len(shown)} of {len(pages(site))} pages"]
    out += [f"  {kind:8} {a:4}, tried in this run {b:4}" for kind, (a, b) in counts.items()]
    return [*out, f"  tried in this run: {tried / total if total else 0:.1%}"]


def table() -> list[str]:
    """Return the last run's census as Markdown, or where it will be."""
    if not RESULT.exists():
        return [
            "This copy of the site was built without a test run; the published one has figures."
        ]
    result = json.loads(RESULT.read_text())
    rows = [f"| {kind} | {total} | {tried} |" for kind, (total, tried) in result["kinds"].items()]
    total, tried = (sum(numbers) for numbers in zip(*result["kinds"].values(), strict=True))
    return [
        f"At commit `{result['commit'][:12]}`, on {result['pages']} pages:",
        "",
        "| kind | blocks | executed, built or compared |",
        "|---|---|---|",
        *rows,
        f"| **all** | **{total}** | **{tried}** ({tried / total:.1%}) |",
        "",
    ]


def key(page: str, source: str) -> str:
    """Return the name of a block in the record: its page and its source."""
    return f"{page} {source}"
