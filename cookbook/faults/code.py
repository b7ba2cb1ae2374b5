"""Faults in Python: the usual operators of mutation testing, at the places that `ast` gives."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from cookbook.faults import lines as lines_of
from cookbook.faults.fault import Change, misspelt

PAIRS = ("== !=", "< <=", "> >=", "in not~in", "is is~not", "and or", "+ -", "* /")
OPERATORS = dict(
    pair for one, other in map(str.split, PAIRS) for pair in ((one, other), (other, one))
)
STATEMENTS = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise)
Span = Callable[[Any], tuple[int, int]]


def propose(text: str) -> Iterator[Change]:
    """Yield changes after which the text is Python still; of a part that is none, as of lines."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        yield from lines_of.propose(text)
        return
    lines, before = text.splitlines(keepends=True), [0]
    for line in lines:
        before.append(before[-1] + len(line))

    def at(line: int, column: int) -> int:
        return before[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def span(node: ast.expr) -> tuple[int, int]:
        return at(node.lineno, node.col_offset), at(node.end_lineno or 0, node.end_col_offset or 0)

    skipped = set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):  # Python gives no places inside
            skipped |= {*ast.walk(node)}
        for kind, start, end, new in [] if node in skipped else _node(node, span, text):
            try:
                changed = ast.dump(ast.parse(text[:start] + new + text[end:])) != ast.dump(tree)
            except SyntaxError:
                continue
            if changed:
                yield kind, start, end, new


def _node(node: ast.AST, span: Span, text: str) -> Iterator[Change]:
    match node:
        case (
            ast.Compare(left, _, [right, *_])
            | ast.BoolOp(_, [left, right, *_])
            | ast.BinOp(left, _, right)
        ):
            first, last = span(left)[1], span(right)[0]
            operator = re.search(r"not in|is not|[^\s()]+", text[first:last])
            if operator and (other := OPERATORS.get(operator[0].replace(" ", "~"))):
                start = first + operator.start()
                yield "operator", start, start + len(operator[0]), other.replace("~", " ")
        case ast.Constant(bool(value)):
            yield "switch", *span(node), str(not value)
        case ast.Constant(int(value)):
            yield "number", *span(node), str(value + 1)
        case ast.Constant(str(value)) if re.search(r"\w{4}", value) and "\n" not in value:
            start, end = span(node)
            word = max(re.findall(r"\w+", value), key=len)
            yield "string", start, end, text[start:end].replace(word, misspelt(word), 1)
        case ast.Attribute(_, name):
            yield "attribute", span(node)[1] - len(name), span(node)[1], misspelt(name)
        case ast.keyword():
            yield "argument removed", *_with_comma(text, *span(node)), ""
        case ast.If(test) | ast.IfExp(test):
            yield "condition", *span(test), f"not ({text[slice(*span(test))]})"
        case ast.Return(ast.expr() as value):
            yield "return", *span(value), "None"
        case ast.List(elements) | ast.Tuple(elements) if len(elements) > 1:
            for element in elements:
                yield "element removed", *_with_comma(text, *span(element)), ""
    if isinstance(node, STATEMENTS) and not isinstance(getattr(node, "value", 0), ast.Constant):
        yield "statement removed", *span(node), "pass"
    for decorator in getattr(node, "decorator_list", []):
        start, end = span(decorator)
        yield "decorator removed", text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1, ""


def _with_comma(text: str, start: int, end: int) -> tuple[int, int]:
    comma = re.compile(r",\s*").match(text, end)
    return start, comma.end() if comma else end
