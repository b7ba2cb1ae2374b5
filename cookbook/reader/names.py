"""The pages of the site by name, which is their address: `tutorial/01-first-image`."""

from cookbook.repo import ROOT
from cookbook.site.chapters import CHAPTER

DOCS = ROOT / "docs"
NAMES = sorted(
    str(
        path.relative_to(DOCS).parent
        if path.stem == "index"
        else path.relative_to(DOCS).with_suffix("")
    )
    for path in [DOCS / "index.md", *DOCS.glob("[!.]*/*.md")]
)
CHAPTERS = [name for name in NAMES if CHAPTER.fullmatch(f"docs/{name}.md")]
OTHERS = [name for name in NAMES if name not in CHAPTERS]
