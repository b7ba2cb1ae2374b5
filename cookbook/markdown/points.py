"""Gives points of their own, such as a pitfall or a message in a list, ids that links can name."""

import html
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
            if element not in cards and (words := slugify(_head(element), "-")[: LENGTH + 1]):
                short = words.rpartition("-")[0] if len(words) > LENGTH else words
                element.set("id", unique(short or words, used))


def _is_cards(box: Element) -> bool:
    return "cards" in box.get("class", "").split()


def _head(element: Element) -> str:
    """Return the bold words that a point begins with, or a list's message; none if no point."""
    if element.tag not in ("li", "p") or not len(element) or (element.text or "").strip():
        return ""
    text = html.unescape("".join(element[0].itertext()))
    is_message = element[0].tag == "code" and element.tag == "li" and " " in text
    return text if element[0].tag == "strong" or is_message else ""
