"""Counts the blocks of a built site, by kind, and how many of them a run has tried."""

from pathlib import Path

from cookbook.markdown.blocks import KINDS
from cookbook.page.pages import pages

# The keys of the blocks that were executed, built or compared.
Checked = set[str]
# Kind → how many there are, and the keys of those that were tried.
Kinds = dict[str, tuple[int, set[str]]]


def count(site: Path, checked: Checked) -> Kinds:
    """Return for each kind how many blocks there are, and the keys of those that were tried."""
    kinds: Kinds = {kind: (0, set()) for kind in KINDS}
    for page in pages(site):
        for block in page.blocks:
            total, tried = kinds[block.kind]
            kinds[block.kind] = (total + 1, tried | {key(page.name, str(block.source))} & checked)
    return kinds


def with_blocks(site: Path) -> int:
    """Return how many pages have blocks."""
    return sum(bool(page.blocks) for page in pages(site))


def lines(site: Path, checked: Checked) -> list[str]:
    """Return the census for a terminal."""
    counts = count(site, checked)
    total = sum(total for total, _ in counts.values())
    done = sum(len(tried) for _, tried in counts.values())
    return [
        f"Census: {total} blocks on {with_blocks(site)} of {len(pages(site))} pages",
        *(f"  {kind:8} {a:4}, tried in this run {len(b):4}" for kind, (a, b) in counts.items()),
        f"  tried in this run: {done / total if total else 0:.1%}",
    ]


def key(page: str, source: str) -> str:
    """Return the name of a block in the record: its page and its source."""
    return f"{page} {source}"
