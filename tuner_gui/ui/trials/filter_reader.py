"""Turns the syntax tree of a filter's text into terms, node by node from a short list. No Qt."""

from __future__ import annotations

import ast
import re
import warnings
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.trials.filter_errors import (
    QUOTED,
    FilterError,
    no_list,
    refused,
    unreadable,
    without_order,
)
from tuner_gui.ui.trials.filter_terms import (
    AllOf,
    AnyOf,
    Contains,
    ErrorText,
    Holds,
    Not,
    OneOf,
    Order,
    Ordered,
    Readable,
    Related,
    Term,
    Word,
)
from tuner_gui.ui.trials.mark_data import Hidden, NoteText, Starred, Tag
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.values import ParamValue

_MARK = "ƒ"
_ORDERS: dict[type[ast.cmpop], Order] = {
    ast.Lt: Order.LESS,
    ast.LtE: Order.LESS_OR_EQUAL,
    ast.Gt: Order.GREATER,
    ast.GtE: Order.GREATER_OR_EQUAL,
}
_TURNED = {
    Order.LESS: Order.GREATER,
    Order.LESS_OR_EQUAL: Order.GREATER_OR_EQUAL,
    Order.GREATER: Order.LESS,
    Order.GREATER_OR_EQUAL: Order.LESS_OR_EQUAL,
}


class FilterReader:
    """Turns the syntax tree of one text into terms.

    Args:
        sources: what can be named.

    Attributes:
        sees_hidden: the text asked for hidden trials.
    """

    def __init__(self, sources: Mapping[str, Readable]) -> None:
        self._sources = sources
        self._names = sorted(sources, key=len, reverse=True)
        self._by_mark = {f"{_MARK}{index}": sources[name] for index, name in enumerate(self._names)}
        self.sees_hidden = False

    def read(self, text: str) -> Term:
        """Returns what has to hold.

        Raises:
            FilterError: with one sentence that says what is wrong.
        """
        try:
            with warnings.catch_warnings(action="ignore"):  # of escapes that nobody meant
                tree = ast.parse(self._marked(text), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise unreadable(text) from None
        return self._term(tree.body)

    def _marked(self, text: str) -> str:
        """The text with a mark in place of each column name outside quotes."""
        mark_of = {name: f"{_MARK}{index}" for index, name in enumerate(self._names)}
        names = "|".join(re.escape(name) for name in self._names)
        pattern = rf"{QUOTED}|(?<![\w.-])(?:{names})(?![\w-]|\.\w)"
        return re.sub(pattern, lambda found: mark_of.get(found[0], found[0]), text)

    def _term(self, node: ast.expr) -> Term:
        match node:
            case ast.BoolOp(ast.And(), values):
                return AllOf(tuple(self._term(value) for value in values))
            case ast.BoolOp(ast.Or(), values):
                return AnyOf(tuple(self._term(value) for value in values))
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self._term(operand))
            case ast.Compare(left, operators, comparators):
                sides = [left, *comparators]
                pairs = zip(sides, operators, comparators, strict=False)
                terms = tuple(self._comparison(*pair) for pair in pairs)
                return terms[0] if len(terms) == 1 else AllOf(terms)
            case ast.Name() | ast.Attribute():
                source = self._source(node)
                return Word(_dotted(node)) if source is None else Holds(source)
            case ast.Constant(str() as text):
                return Word(text)
            case _:
                raise refused(node)

    def _comparison(self, left: ast.expr, operation: ast.cmpop, right: ast.expr) -> Term:
        match operation:
            case ast.In():
                return self._membership(left, right)
            case ast.NotIn():
                return Not(self._membership(left, right))
            case ast.Eq() | ast.Is():
                return self._equality(left, right)
            case ast.NotEq() | ast.IsNot():
                return Not(self._equality(left, right))
            case _:
                return self._order(left, _ORDERS[type(operation)], right)

    def _order(self, left: ast.expr, order: Order, right: ast.expr) -> Term:
        source, other = self._source(left), self._source(right)
        if source is not None and other is not None:
            return Related(source, order, other)
        if source is not None:
            return Ordered(source, order, self._bound(source, right))
        if other is not None:
            return Ordered(other, _TURNED[order], self._bound(other, left))
        raise self._unknown(left)

    def _equality(self, left: ast.expr, right: ast.expr) -> Term:
        source, other = self._source(left), self._source(right)
        if source is not None and other is not None:
            return Related(source, None, other)
        if source is not None:
            return OneOf(source, (self._value(source, right),))
        if other is not None:
            return OneOf(other, (self._value(other, left),))
        raise self._unknown(left)

    def _membership(self, left: ast.expr, right: ast.expr) -> Term:
        source, other = self._source(left), self._source(right)
        if other is not None and isinstance(left, ast.Constant) and isinstance(left.value, str):
            return Contains(other, left.value)
        if source is None:
            raise self._unknown(left)
        if not isinstance(right, ast.Tuple | ast.List | ast.Set):
            raise no_list(source.name, has_texts=isinstance(source, Tag | NoteText | ErrorText))
        return OneOf(source, tuple(self._value(source, item) for item in right.elts))

    def _source(self, node: ast.expr) -> Readable | None:
        source = self._by_mark.get(node.id) if isinstance(node, ast.Name) else None
        self.sees_hidden |= isinstance(source, Hidden)
        return source

    def _bound(self, source: Readable, node: ast.expr) -> float | str:
        if isinstance(node, ast.Name | ast.Attribute):
            raise self._unknown(node)
        if isinstance(source, Tag | Starred | Hidden):
            raise without_order(source.name)
        value = self._value(source, node)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise FilterError(f"{source.name} can only be above or below a number or a text.")
        return value

    def _value(self, source: Readable, node: ast.expr) -> ParamValue:
        value = _constant(node)
        if isinstance(source, Tag) and value is not None:
            return str(value).casefold()
        if isinstance(source, Starred | Hidden) and not isinstance(value, bool):
            raise FilterError(f"Write {source.name} or not {source.name}.")
        if not isinstance(value, str) or not _is_state(source):
            return value
        if value.lower() not in list(TrialState):
            states = ", ".join(TrialState)
            raise FilterError(f"There is no state {value}; the states are {states}.")
        return value.lower()

    def _unknown(self, node: ast.expr) -> FilterError:
        if not isinstance(node, ast.Name | ast.Attribute | ast.Constant):
            return refused(node)
        if isinstance(node, ast.Constant):
            return FilterError("A comparison needs the name of a column, such as state.")
        name = _dotted(node)
        close = get_close_matches(name, list(self._sources), n=1)
        hint = f"Did you mean {close[0]}?" if close else ""
        return FilterError(f"There is no column {name}.", hint)


def _is_state(source: Readable) -> bool:
    return isinstance(source, TrialColumn) and source.kind is ColumnKind.STATE


def _constant(node: ast.expr) -> ParamValue:
    match node:
        case ast.Constant(None | bool() | str() | float() as value):
            return value
        case ast.Constant(int() as value) if abs(value) < 2**63:
            return value
        case ast.UnaryOp(ast.USub() | ast.UAdd() as sign, ast.Constant(int() | float() as value)):
            return -value if isinstance(sign, ast.USub) else value
        case ast.Name() | ast.Attribute():
            return _dotted(node)  # a text without quotes
        case ast.Tuple(elts) | ast.List(elts):
            return tuple(_constant(item) for item in elts)
        case _:
            raise refused(node)


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value, name):
            return f"{_dotted(value)}.{name}"
        case _:
            raise refused(node)
