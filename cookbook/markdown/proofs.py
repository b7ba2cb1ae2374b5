"""Leads from a claim to its test: `[proof](proof:data/down_and_up_keep_every_row)`."""

import ast
import re
from functools import cache

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from cookbook.markdown.place import Place
from cookbook.repo import ROOT, link

LINK = re.compile(r"\]\(proof:(?P<module>\w+)/(?P<name>\w+)\)")


class ProofError(Exception):
    """A page names a proof that does not exist."""


@cache
def proofs() -> dict[str, str]:
    """Return the source of each proof, `tests/proofs/test_data.py#L3-L9`, by its name on a page."""
    found = {}
    for path in sorted((ROOT / "tests/proofs").glob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                name = f"{path.stem.removeprefix('test_')}/{node.name.removeprefix('test_')}"
                first = min([node.lineno, *(by.lineno for by in node.decorator_list)])
                found[name] = f"{path.relative_to(ROOT)}#L{first}-L{node.end_lineno}"
    return found


def resolve(line: str) -> str:
    """Turn the proofs that a line of Markdown names into links. Raises ProofError."""
    return LINK.sub(_link, line)


def _link(match: re.Match[str]) -> str:
    name = f"{match['module']}/{match['name']}"
    if name not in proofs():
        raise ProofError(
            f"there is no proof '{name}': tests/proofs/test_{match['module']}.py "
            f"has no test_{match['name']}"
        )
    words = match["name"].replace("_", " ")
    return f']({link(proofs()[name])}){{ .proof title="{words}" aria-label="proof: {words}" }}'


class ProofLinks(Preprocessor):
    """Turns the names of proofs into links. Raises BuildError that names page and line."""

    def __init__(self, md: Markdown, place: Place) -> None:
        super().__init__(md)
        self.place = place

    def run(self, lines: list[str]) -> list[str]:
        out = []
        for number, line in enumerate(lines):
            try:
                out.append(resolve(line))
            except ProofError as error:
                raise self.place.error(number, error) from error
        return out
