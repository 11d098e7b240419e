"""A constraint as a Python expression on `flat`, the values by dotted name; any thread.

What cannot be computed is NaN, and no comparison with it holds: so divisions, powers and logarithms
are written as calls of `_safely`.
"""

from __future__ import annotations

import ast
import warnings
from itertools import pairwise

from tuner_gui.core.constraints import Constraint, rename_in

_CALLS: dict[type[ast.operator], str] = {
    ast.Div: "operator.truediv",
    ast.FloorDiv: "operator.floordiv",
    ast.Mod: "operator.mod",
    ast.Pow: "math.pow",
}
_FUNCTIONS = {"log": "math.log", "min": "min", "max": "max", "abs": "abs"}


class Relation:
    """A constraint, and the expression that says the same.

    Args:
        text: the constraint as it was typed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.names = Constraint(text).names
        stem = "name_"
        while any(name.startswith(stem) for name in self.names):
            stem += "_"
        places = {f"{stem}{place}": name for place, name in enumerate(self.names)}
        text = text.replace("{", " {").replace("}", "} ")
        for stand_in, name in places.items():
            text = rename_in(text, name, stand_in)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `1or x`, which is read all the same
            tree = ast.parse(text.strip(), mode="eval")
        self.code = ast.unparse(ast.fix_missing_locations(_Written(places).visit(tree)))


class _Written(ast.NodeTransformer):
    """Puts `flat[…]` for names, and calls for what may fail."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = places

    def visit_Name(self, node: ast.Name) -> ast.expr:
        name = ast.Constant(self._places[node.id])
        return ast.Subscript(ast.Name("flat", ast.Load()), name, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.expr:
        arguments = [self.visit(each) for each in node.args]
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "log" or any("_safely(" in ast.unparse(each) for each in arguments):
            return _safely(_FUNCTIONS[name], arguments)
        return ast.Call(node.func, arguments, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        sides = [self.visit(node.left), self.visit(node.right)]
        call = _CALLS.get(type(node.op))
        if call is None:
            return ast.BinOp(sides[0], node.op, sides[1])
        is_safe = isinstance(node.right, ast.Constant) and node.right.value not in (0, 0.0)
        if is_safe and not isinstance(node.op, ast.Pow):
            return ast.BinOp(sides[0], node.op, sides[1])
        return _safely(call, sides)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        sides = [self.visit(each) for each in (node.left, *node.comparators)]
        if not any(isinstance(op, ast.NotEq) for op in node.ops):
            return ast.Compare(sides[0], node.ops, sides[1:])
        pairs = [_compared(*pair, op) for pair, op in zip(pairwise(sides), node.ops, strict=True)]
        return pairs[0] if len(pairs) == 1 else ast.BoolOp(ast.And(), pairs)


def _compared(left: ast.expr, right: ast.expr, op: ast.cmpop) -> ast.expr:
    """A comparison that does not hold for NaN; Python's `!=` does."""
    if not isinstance(op, ast.NotEq):
        return ast.Compare(left, [op], [right])
    less, more = (ast.Compare(left, [each], [right]) for each in (ast.Lt(), ast.Gt()))
    return ast.BoolOp(ast.Or(), [less, more])


def _safely(call: str, arguments: list[ast.expr]) -> ast.expr:
    function = ast.parse(call, mode="eval").body
    return ast.Call(ast.Name("_safely", ast.Load()), [function, *arguments], [])
