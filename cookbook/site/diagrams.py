"""Draws `snippets/diagrams/*.dot` with Graphviz, once for light pages and once for dark ones.

A source is plain DOT whose first line is a comment with the text alternative, and whose colours
are names of PALETTE: `color="$blue"`. `python -m cookbook.site.diagrams` draws all.
"""

import re
import shutil
import subprocess
import sys
from string import Template

from cookbook.repo import ROOT

SOURCES = ROOT / "snippets/diagrams"
IMAGES = ROOT / "docs/images/diagrams"

SHADES = ("light", "dark")
# Colours on light pages, on dark pages.
PALETTE = {
    "ink": ("#1c2b2d", "#e3eaea"),
    "quiet": ("#51646a", "#a7b7ba"),
    "paper": ("#ffffff", "#161d20"),
    "grey": ("#9fb0b3", "#5d7075"),
    "grey_fill": ("#f3f6f6", "#20292c"),
    "green": ("#1d8077", "#58b8a9"),
    "green_fill": ("#e2f2ee", "#15352f"),
    "blue": ("#5672b8", "#8aa4e0"),
    "blue_fill": ("#e9eefa", "#1f2b46"),
    "amber": ("#a9770f", "#d3a64c"),
    "amber_fill": ("#fbf1da", "#3a2e14"),
}
# One look for all; a source says only what is special about a node or an edge.
LOOK = """digraph {
  graph [fontname=Arial fontsize=14 fontcolor="$quiet" style="rounded,dashed"]
  graph [bgcolor=transparent labeljust=l pad=0.05 nodesep=0.4 ranksep=0.4]
  node [fontname=Arial fontsize=15 fontcolor="$ink" color="$grey" fillcolor="$grey_fill"]
  node [shape=box style="rounded,filled" margin="0.17,0.1"]
  edge [fontname=Arial fontsize=13 fontcolor="$quiet" color="$quiet" arrowsize=0.7]
"""


def alternative(source: str) -> str:
    """Return the text alternative of a diagram: the comment in its first line."""
    return source.partition("\n")[0].removeprefix("// ")


def draw(source: str, shade: str) -> str:
    """Return a diagram as SVG, for the pages that `shade` names.

    Raises CalledProcessError if `dot` does not accept the source.
    """
    colours = {name: pair[SHADES.index(shade)] for name, pair in PALETTE.items()}
    dot = Template(source.replace("digraph {\n", LOOK, 1)).substitute(colours)
    svg = subprocess.run(
        ["dot", "-Tsvg"], input=dot, capture_output=True, text=True, check=True
    ).stdout
    svg = svg[svg.index("<svg") :]
    svg = svg.replace('"Arial"', '"Arial, sans-serif"')  # most machines have its widths
    svg = re.sub(r"<!--.*?-->\n|<title>.*?</title>\n", "", svg, flags=re.DOTALL)
    return re.sub(r'(width|height)="(\d+)pt"', r'\1="\2"', svg)  # points are a third larger


def main() -> None:
    """Draw all diagrams, or say what is missing."""
    if not shutil.which("dot"):
        sys.exit("no `dot`: install Graphviz (Debian: apt-get install graphviz)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for source in sorted(SOURCES.glob("*.dot")):
        for shade in SHADES:
            drawing = IMAGES / f"{source.stem}-{shade}.svg"
            drawing.write_text(draw(source.read_text(), shade))


if __name__ == "__main__":
    main()
