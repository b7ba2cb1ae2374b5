"""A Python-Markdown extension that gives every block its kind, title and source.

It works on the text of a page before pymdownx.snippets and pymdownx.superfences do, and once more
on the HTML at the end. So the same pages build with MkDocs and with Zensical.
"""

from markdown import Extension, Markdown

from cookbook.markdown.bars import Bars
from cookbook.markdown.fences import Fences
from cookbook.markdown.generated import Generated
from cookbook.markdown.place import FindPlace, Place
from cookbook.markdown.points import Points
from cookbook.markdown.proofs import ProofLinks


class Cookbook(Extension):
    """Registers the steps before and after those of pymdown-extensions, where snippets has 32."""

    def extendMarkdown(self, md: Markdown) -> None:
        place = Place()
        fences = Fences(md, place)
        md.preprocessors.register(FindPlace(md, place), "cookbook-place", 44)
        md.preprocessors.register(ProofLinks(md, place), "cookbook-proofs", 43)
        md.preprocessors.register(fences, "cookbook-fences", 42)
        md.preprocessors.register(Generated(md, place), "cookbook-generated", 41)
        md.treeprocessors.register(Points(md), "cookbook-points", 4)  # toc has 5
        md.postprocessors.register(Bars(md, fences.shown), "cookbook-bars", 0)  # raw HTML is back


def makeExtension(**_: object) -> Cookbook:
    """Return the extension, for `markdown_extensions: - cookbook.markdown.extension`."""
    return Cookbook()
