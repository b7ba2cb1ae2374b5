"""Gives each point that begins with bold words, such as a pitfall, an id that links can name."""

from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify, unique
from markdown.treeprocessors import Treeprocessor

LENGTH = 60  # of an id; a message can be much longer


class Points(Treeprocessor):
    """Works on the elements of a page, after `toc` has given the headings their ids."""

    def run(self, root: Element) -> None:
        used = {element.get("id", "") for element in root.iter()}
        cards = {part for box in root.iter("div") if _is_cards(box) for part in box.iter()}
        for element in root.iter():
            if element.tag in ("li", "p") and element not in cards and (bold := _bold(element)):
                words = slugify(bold, "-")[: LENGTH + 1]
                if words:
                    short = words.rpartition("-")[0] if len(words) > LENGTH else words
                    element.set("id", unique(short or words, used))


def _is_cards(box: Element) -> bool:
    return "cards" in box.get("class", "").split()


def _bold(element: Element) -> str:
    """Return the bold words that an element begins with; none if it begins otherwise."""
    begins = len(element) > 0 and not (element.text or "").strip() and element[0].tag == "strong"
    return "".join(element[0].itertext()) if begins else ""
