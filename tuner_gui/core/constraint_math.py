"""The arithmetic of constraints: a parsed relation made a function of numbers or of arrays.

Numbers and arrays give the same answers to the last bit: what numpy may round otherwise than
the standard library (powers, logarithms) is computed by the latter in both.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from typing import Any, TypeAlias

from tuner_gui.core.errors import shortened
from tuner_gui.core.ranges import is_finite_number

Compiled: TypeAlias = Callable[[Sequence[Any]], Any]
"""Takes the values of the names, in their order."""


class ReadError(Exception):
    """The relation is not in the grammar; the message says what is not."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The operations on one sort of values. Comparisons with NaN are false, all of them."""

    binary: dict[type[ast.operator], Callable[[Any, Any], Any]]
    compare: dict[type[ast.cmpop], Callable[[Any, Any], Any]]
    functions: dict[str, Callable[..., Any]]
    both: Callable[[Any, Any], Any]
    either: Callable[[Any, Any], Any]
    negated: Callable[[Any], Any]


_SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}
_ARGUMENTS = {"min": (2, 64), "max": (2, 64), "abs": (1, 1), "log": (1, 1)}
"""The least and the most arguments of each function."""


def compile_relation(tree: ast.expr, names: Sequence[str], arithmetic: Arithmetic) -> Compiled:
    """Returns the function of the named values; `_0` in the tree stands for the first name.

    Raises:
        ReadError: the tree is outside the grammar, or a number and not a relation.
    """
    return _truth(tree, names, arithmetic)


def _truth(node: ast.expr, names: Sequence[str], math_: Arithmetic) -> Compiled:
    match node:
        case ast.BoolOp(op=op, values=values):
            parts = [_truth(value, names, math_) for value in values]
            join = math_.both if isinstance(op, ast.And) else math_.either
            return lambda row: reduce(join, (part(row) for part in parts))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner, negated = _truth(operand, names, math_), math_.negated
            return lambda row: negated(inner(row))
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _comparison([left, *comparators], ops, names, math_)
        case _:
            raise ReadError(f"{_shown(node, names)} is not a relation.")


def _comparison(
    sides: Sequence[ast.expr], ops: Sequence[ast.cmpop], names: Sequence[str], math_: Arithmetic
) -> Compiled:
    for op in ops:
        if type(op) not in math_.compare:
            raise ReadError("A comparison is one of < <= > >= == and !=.")
    parts = [_number(side, names, math_) for side in sides]
    compares = [math_.compare[type(op)] for op in ops]
    if len(compares) == 1:
        (left, right), (compare,) = parts, compares
        return lambda row: compare(left(row), right(row))

    def chained(row: Sequence[Any]) -> Any:
        values = [part(row) for part in parts]
        held = (compare(*pair) for compare, pair in zip(compares, _pairs(values), strict=True))
        return reduce(math_.both, held)

    return chained


def _pairs(values: Sequence[Any]) -> list[tuple[Any, Any]]:
    return list(pairwise(values))


def _number(node: ast.expr, names: Sequence[str], math_: Arithmetic) -> Compiled:
    match node:
        case ast.Constant(value=value) if is_finite_number(value):
            number = float(value)
            return lambda _row: number
        case ast.Name(id=name) if name[:1] == "_":
            return operator.itemgetter(int(name[1:]))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _number(operand, names, math_)
            return lambda row: -inner(row)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _number(operand, names, math_)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in math_.binary:
            compute = math_.binary[type(op)]
            first, second = _number(left, names, math_), _number(right, names, math_)
            return lambda row: compute(first(row), second(row))
        case ast.Call():
            return _call(node, names, math_)
        case _:
            raise ReadError(f"{_shown(node, names)} is not a number.")


def _call(node: ast.Call, names: Sequence[str], math_: Arithmetic) -> Compiled:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in math_.functions:
        known = ", ".join(math_.functions)
        raise ReadError(f"{_shown(node.func, names)} is not a function here; there are {known}.")
    least, most = _ARGUMENTS[name]
    if node.keywords or not least <= len(node.args) <= most:
        wanted = "one number" if most == 1 else f"{least} numbers or more"
        raise ReadError(f"{name} takes {wanted}.")
    function = math_.functions[name]
    parts = [_number(argument, names, math_) for argument in node.args]
    return lambda row: function(*(part(row) for part in parts))


def _shown(node: ast.expr, names: Sequence[str]) -> str:
    """Returns a part of the relation as it was typed, but for spaces."""
    shown = ast.unparse(node)
    for place in reversed(range(len(names))):
        shown = shown.replace(f"_{place}", names[place])
    return f"`{shortened(shown)}`"


def _quiet(compute: Callable[[float, float], float]) -> Callable[[float, float], float]:
    """Makes what cannot be computed NaN."""

    def computed(first: float, second: float) -> float:
        try:
            result = compute(first, second)
        except (ArithmeticError, ValueError):
            return math.nan
        return result

    return computed


def _scalar_log(value: float) -> float:
    return math.log(value) if value > 0 else math.nan


def _scalar_min(*values: float) -> float:
    return math.nan if any(map(math.isnan, values)) else min(values)


def _scalar_max(*values: float) -> float:
    return math.nan if any(map(math.isnan, values)) else max(values)


def _differ(first: Any, second: Any) -> Any:
    return (first < second) | (first > second)


_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: _differ,
}
_SCALAR_POWER = _quiet(math.pow)

SCALARS = Arithmetic(
    binary={
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: _quiet(operator.truediv),
        ast.FloorDiv: _quiet(operator.floordiv),
        ast.Mod: _quiet(operator.mod),
        ast.Pow: _SCALAR_POWER,
    },
    compare=_COMPARE,
    functions={"min": _scalar_min, "max": _scalar_max, "abs": abs, "log": _scalar_log},
    both=lambda first, second: first and second,
    either=lambda first, second: first or second,
    negated=operator.not_,
)


@cache
def arrays() -> Arithmetic:
    """Returns the operations on numpy's arrays of floats."""
    import numpy as np

    def divided(compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        return lambda first, second: np.where(second == 0, math.nan, compute(first, second))

    power = np.frompyfunc(_SCALAR_POWER, 2, 1)
    log = np.frompyfunc(_scalar_log, 1, 1)
    return Arithmetic(
        binary={
            ast.Add: operator.add,
            ast.Sub: operator.sub,
            ast.Mult: operator.mul,
            ast.Div: divided(np.true_divide),
            ast.FloorDiv: divided(np.floor_divide),
            ast.Mod: divided(np.mod),
            ast.Pow: lambda first, second: np.asarray(power(first, second), float),
        },
        compare=_COMPARE,
        functions={
            "min": lambda *values: reduce(np.minimum, values),
            "max": lambda *values: reduce(np.maximum, values),
            "abs": np.abs,
            "log": lambda value: np.asarray(log(value), float),
        },
        both=np.logical_and,
        either=np.logical_or,
        negated=np.logical_not,
    )
