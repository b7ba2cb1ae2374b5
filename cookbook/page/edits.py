"""Edits in the words that a page uses, and how they apply to a file.

An edit names its place by a whole line of the file, so a person finds it with their editor's
search. The words are the title of the block; `Edit.parse` reads them back from the built page.
"""

import re
from dataclasses import dataclass

_WORDS = {
    "below": "add below {0}",
    "above": "add above {0}",
    "replace": "replace {0}",
    "from": "replace from {0} to {1}",
    "end": "add at the end",
}
_GAPS = {
    "0": "",
    "1": ", with a blank line between",
    "2": ", with two blank lines between",
}
_READ = {
    how: re.compile(re.escape(words).replace(r"\{0\}", "“(.+?)”").replace(r"\{1\}", "“(.+?)”"))
    for how, words in _WORDS.items()
}


class EditError(Exception):
    """Why an edit does not apply, in one sentence."""


@dataclass(frozen=True)
class Edit:
    """One edit: `how` is a key of the words above, `lines` the lines that it names.

    `gap` is how many blank lines stand between an addition and its neighbour.
    """

    path: str
    how: str
    lines: tuple[str, ...] = ()
    gap: str = "0"

    @classmethod
    def from_attributes(cls, path: str, attributes: dict[str, str]) -> "Edit":
        """Make an edit from a fence's attributes. Raises EditError unless they name one place."""
        given = [how for how in _WORDS if how in attributes]
        if len(given) != 1:
            raise EditError(
                "an edit says where: one of below=, above=, replace=, from= with to=, or end"
            )
        how, gap = given[0], attributes.get("gap", "0")
        if gap not in _GAPS or (gap != "0" and how in ("from", "replace")):
            raise EditError('gap="1" or gap="2" goes with below=, above= or end')
        if how == "end":
            return cls(path, how, (), gap)
        if how == "from":
            if "to" not in attributes:
                raise EditError("from= needs to=")
            return cls(path, how, (attributes["from"], attributes["to"]))
        return cls(path, how, (attributes[how],), gap)

    @classmethod
    def parse(cls, title: str) -> "Edit":
        """Read an edit back from its title. Raises EditError if the words are not understood."""
        path, _, words = title.partition(": ")
        gap = next(g for g in ("2", "1", "0") if words.endswith(_GAPS[g]))
        words = words.removesuffix(_GAPS[gap])
        for how, pattern in _READ.items():
            if match := pattern.fullmatch(words):
                return cls(path, how, match.groups(), gap)
        raise EditError(f"cannot read the edit '{title}'")

    def __str__(self) -> str:
        quoted = [f"“{line}”" for line in self.lines]
        return f"{self.path}: {_WORDS[self.how].format(*quoted)}{_GAPS[self.gap]}"

    def apply(self, text: str, block: str) -> str:
        """Return `text` with `block` put in its place, indented like the line that is named.

        Raises EditError unless the place is found exactly once.
        """
        old = text.splitlines()
        new = block.strip("\n").splitlines()
        gap = [""] * int(self.gap)
        if self.how == "end":
            return "\n".join([*old, *gap, *new]) + "\n"
        at = _only_line(old, self.lines[0], self.path)
        indent = old[at][: len(old[at]) - len(old[at].lstrip())]
        new = [indent + line if line else line for line in new]
        new = {"below": gap + new, "above": new + gap}.get(self.how, new)
        first, last = {"below": (at + 1, at), "above": (at, at - 1)}.get(self.how, (at, at))
        if self.how == "from":
            closing = indent + self.lines[1].strip()
            ends = [i for i in range(at, len(old)) if old[i].rstrip() == closing]
            if not ends:
                raise EditError(f"{self.path}: no line “{self.lines[1]}” below “{self.lines[0]}”")
            last = ends[0]
        return "\n".join([*old[:first], *new, *old[last + 1 :]]) + "\n"


def _only_line(lines: list[str], wanted: str, path: str) -> int:
    found = [i for i, line in enumerate(lines) if line.strip() == wanted.strip()]
    if len(found) != 1:
        raise EditError(f"{path}: the line “{wanted}” stands there {len(found)} times, not once")
    return found[0]
