"""Faults in Python: the usual operators of mutation testing, at the places that `ast` gives."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from cookbook.faults import lines as lines_of
from cookbook.faults.fault import Change, misspelt

OPERATORS = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
    "in": "not in", "not in": "in", "is": "is not", "is not": "is",
    "and": "or", "or": "and", "+": "-", "-": "+", "*": "+", "/": "*",
}  # fmt: skip
Span = Callable[[Any], tuple[int, int]]
STATEMENTS = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise)


def propose(text: str) -> Iterator[Change]:
    """Yield changes after which the text is Python still; of a part that is none, as of lines."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        yield from lines_of.propose(text)
        return
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = text.splitlines()

    def at(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def span(node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        return at(node.lineno, node.col_offset), at(node.end_lineno or 0, node.end_col_offset or 0)

    formatted = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
    }  # fmt: skip  # Python gives no places inside of these
    for node in ast.walk(tree):
        for change in _node(node, span, text):
            if id(node) not in formatted and _parses(text, change):
                yield change


def _node(node: ast.AST, span: Span, text: str) -> Iterator[Change]:
    match node:
        case (
            ast.Compare(left, _, [right, *_])
            | ast.BoolOp(_, [left, right, *_])
            | ast.BinOp(left, _, right)
        ):
            between = span(left)[1], span(right)[0]
            operator = re.search(r"[^\s()]+(?: not| in)?", text[between[0] : between[1]])
            if operator and operator[0] in OPERATORS:
                start = between[0] + operator.start()
                yield Change("operator", start, start + len(operator[0]), OPERATORS[operator[0]])
        case ast.Constant(bool(value)):
            yield Change("switch", *span(node), str(not value))
        case ast.Constant(int(value)):
            yield Change("number", *span(node), str(value + 1))
        case ast.Constant(str(value)) if re.search(r"\w{4}", value) and "\n" not in value:
            start, end = span(node)
            word = max(re.findall(r"\w+", value), key=len)
            yield Change("string", start, end, text[start:end].replace(word, misspelt(word), 1))
        case ast.Attribute(_, name):
            end = span(node)[1]
            yield Change("attribute", end - len(name), end, misspelt(name))
        case ast.keyword():
            yield Change("argument removed", *_with_comma(text, *span(node)), "")
        case ast.If(test) | ast.IfExp(test):
            start, end = span(test)
            yield Change("condition", start, end, f"not ({text[start:end]})")
        case ast.Return(ast.expr() as value):
            yield Change("return", *span(value), "None")
    if isinstance(node, STATEMENTS) and not isinstance(getattr(node, "value", 0), ast.Constant):
        yield Change("statement removed", *span(node), "pass")
    if isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 1:
        for element in node.elts:
            yield Change("element removed", *_with_comma(text, *span(element)), "")
    for decorator in getattr(node, "decorator_list", []):
        start, end = span(decorator)
        first, newline = text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1
        yield Change("decorator removed", first, newline, "")


def _with_comma(text: str, start: int, end: int) -> tuple[int, int]:
    comma = re.compile(r",\s*").match(text, end)
    return start, comma.end() if comma else end


def _parses(text: str, change: Change) -> bool:
    new = text[: change.start] + change.new + text[change.end :]
    try:
        return ast.dump(ast.parse(new)) != ast.dump(ast.parse(text))
    except SyntaxError:
        return False
