"""Evaluates Python expressions that describe values, without running any; any thread."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from tuner_gui.core.choices import Choice
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.ranges import Float, Int, is_finite_number
from tuner_gui.exchange.spaces.builder import MOST_VALUES
from tuner_gui.exchange.spaces.faults import SpaceFault, inside, shortened
from tuner_gui.exchange.spaces.python_calls import CALLS, CallError

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 60
_LARGEST_POWER = 400
_OTHER_TOOLS = frozenset({"random", "rng", "tune", "hp"})
"""Modules whose calls have the names of scipy's distributions and mean something else."""
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda first, second: first + second,
    ast.Sub: lambda first, second: first - second,
    ast.Mult: lambda first, second: first * second,
    ast.Div: lambda first, second: first / second,
    ast.FloorDiv: lambda first, second: first // second,
    ast.Mod: lambda first, second: first % second,
    ast.Pow: lambda first, second: first**second,
}


class Evaluator:
    """Knows the variables of a script by the expressions that they are assigned.

    Args:
        names: the last assignment of each variable.
    """

    def __init__(self, names: dict[str, ast.expr]) -> None:
        self.names = names
        self._bound: dict[str, Any] = {}
        self._depth = 0
        self._work = 0

    def resolved(self, node: ast.expr) -> ast.expr:
        """Returns what a variable is assigned; any other expression as it is."""
        seen: set[str] = set()
        while isinstance(node, ast.Name) and node.id in self.names and node.id not in seen:
            seen.add(node.id)
            node = self.names[node.id]
        return node

    def value(self, node: ast.expr, place: str) -> Any:
        """Returns the value of an expression: dicts, lists, scalars, kinds of parameters.

        Raises:
            SpaceFault: it is not a value that can be known without running the code.
        """
        self._depth += 1
        self._work += 1
        if self._depth > _DEEPEST or self._work > 20 * MOST_VALUES:
            raise SpaceFault(place, "is too long or too deep to be worked out.")
        try:
            return self._value(node, place)
        except CallError as error:
            raise SpaceFault(place, f"has {_shown(node)}: {error}") from None
        except InvalidSpace as error:
            raise SpaceFault(place, f"has {_shown(node)}: {error.message}") from None
        except (ArithmeticError, TypeError, ValueError):
            raise SpaceFault(place, f"has {_shown(node)}, which cannot be worked out.") from None
        finally:
            self._depth -= 1

    def _value(self, node: ast.expr, place: str) -> Any:
        match node:
            case ast.List() | ast.Tuple() | ast.Set():
                return self._elements(node.elts, place)
            case ast.Dict():
                return self._dict(node, place)
            case ast.ListComp(generators=[ast.comprehension() as loop]):
                return self._comprehension(node.elt, loop, place)
            case ast.Call():
                return self._call(node, place)
            case _:
                return self._scalar(node, place)

    def _scalar(self, node: ast.expr, place: str) -> Any:
        match node:
            case ast.Constant(value=None | str() | int() | float()):
                return node.value
            case ast.Name(id=name) if name in self._bound:
                return self._bound[name]
            case ast.Name(id=name) if name in self.names:
                return self.value(self.names[name], place)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                number = _number(self.value(operand, place))
                return -number if isinstance(sign, ast.USub) else number
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _computed(op, self.value(left, place), self.value(right, place))
        raise SpaceFault(place, f"has {_shown(node)}, which a file cannot say without being run.")

    def _elements(self, nodes: list[ast.expr], place: str) -> list[Any]:
        found: list[Any] = []
        for position, node in enumerate(nodes):
            where = inside(place, position)
            if isinstance(node, ast.Starred):
                found += listed(self.value(node.value, where))
            else:
                found.append(self.value(node, where))
        return found

    def _dict(self, node: ast.Dict, place: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                inner = self.value(value, place)
                if not isinstance(inner, dict):
                    raise SpaceFault(place, f"has **{_shown(value)}, which is no dict.")
                found.update(inner)
                continue
            name = self.value(key, place)
            if not isinstance(name, str):
                raise SpaceFault(place, f"has the name {_shown(key)}, which is no text.")
            if name in found:
                raise SpaceFault(inside(place, name), "stands there twice.")
            found[name] = self.value(value, inside(place, name))
        return found

    def _comprehension(self, element: ast.expr, loop: ast.comprehension, place: str) -> list[Any]:
        if loop.ifs or not isinstance(loop.target, ast.Name):
            sentence = "has a comprehension with more than one plain loop; write its values out."
            raise SpaceFault(place, sentence)
        name, before = loop.target.id, dict(self._bound)
        found = []
        for item in listed(self.value(loop.iter, place)):
            self._bound = {**before, name: item}
            found.append(self.value(element, place))
        self._bound = before
        return found

    def _call(self, node: ast.Call, place: str) -> Any:
        name = _called(node.func)
        if name == "tolist" and isinstance(node.func, ast.Attribute):
            return self.value(node.func.value, place)
        has_stars = any(keyword.arg is None for keyword in node.keywords)
        has_stars = has_stars or any(isinstance(each, ast.Starred) for each in node.args)
        if name not in CALLS or has_stars or _is_of_other_tool(node.func):
            known = "uniform, loguniform, randint, norm, lognorm, range, logspace, linspace, arange"
            sentence = f"has {_shown(node)}, which is not known here."
            raise SpaceFault(place, sentence, f"Known are {known}, and lists.")
        arguments = [self.value(each, place) for each in node.args]
        keywords = {str(each.arg): self.value(each.value, place) for each in node.keywords}
        return CALLS[name](arguments, keywords)


def listed(value: Any) -> list[Any]:
    """Returns the values of a list, or of a kind that has a list of them."""
    if isinstance(value, Choice | Int | Float) and value.size is not None:
        if value.size > MOST_VALUES:
            raise CallError(f"it has more than {MOST_VALUES:,} values.")
        return [value.value_at(place) for place in range(value.size)]
    if isinstance(value, list):
        return value
    raise CallError("it is no list.")


def _number(value: Any) -> Any:
    if not is_finite_number(value):
        raise CallError("it is no number.")
    return value


def _computed(op: ast.operator, first: Any, second: Any) -> Any:
    if isinstance(op, ast.Add) and not (is_finite_number(first) and is_finite_number(second)):
        both = listed(first) + listed(second)
        if len(both) > MOST_VALUES:
            raise CallError(f"it has more than {MOST_VALUES:,} values.")
        return both
    _number(first), _number(second)
    if isinstance(op, ast.Pow) and (abs(second) > _LARGEST_POWER or abs(first) > 10**9):
        return float(first) ** float(second)
    return _number(_ARITHMETIC[type(op)](first, second))


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_of_other_tool(function: ast.expr) -> bool:
    """Says whether `random.uniform(1, 10)` or the like is called, which ends at 10, not at 11."""
    return isinstance(function, ast.Attribute) and _called(function.value) in _OTHER_TOOLS


def _shown(node: ast.expr) -> str:
    return f"`{shortened(ast.unparse(node), 60)}`"
