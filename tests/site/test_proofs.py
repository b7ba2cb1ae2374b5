"""Every proof belongs to a claim: a page links to it. A link to none stops the build."""

import pytest

from cookbook.markdown.proofs import LINK, proofs
from cookbook.repo import ROOT

CLAIMED = {
    f"{match['module']}/{match['name']}"
    for page in (ROOT / "docs").rglob("*.md")
    for match in LINK.finditer(page.read_text())
}


@pytest.mark.parametrize("name", proofs())
def test_a_page_makes_the_claim(name: str) -> None:
    assert name in CLAIMED, f"no page links to {proofs()[name]}"
