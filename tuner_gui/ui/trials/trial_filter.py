"""The filter language of the trial table: text in, terms out. No Qt; any thread.

The text is read by Python's own parser and then taken over node by node from a short list;
nothing of it is ever run. Names of columns are found before that, since a parameter may be called
`learning-rate`, `layer.0` or `lambda`.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.trials.filter_errors import QUOTED, FilterError, refused, unreadable
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
    passing,
)
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.trials.trial_columns import BoolArray, IntArray

MAX_LENGTH = 1_000

_EXPRESSION = re.compile(r"""[=<>!()"',\[\]|&]|(?<![\w.-])(?:and|or|not|in)(?![\w.-])""")
_MARK = "ƒ"
_NAMED_BY_USER = (ColumnKind.PARAM, ColumnKind.METRIC)
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


@dataclass(frozen=True, slots=True)
class TrialFilter:
    """Which trials to show.

    Args:
        text: as it was written.
        term: what has to hold; None lets all pass.
    """

    text: str = ""
    term: Term | None = None

    def passing(self, store: TrialStore, rows: IntArray) -> BoolArray:
        """Returns for each of these rows whether it is shown, shape (rows,)."""
        if self.term is None:
            return np.ones(len(rows), np.bool_)
        return passing(self.term, store, rows)


def parse_filter(text: str, columns: Iterable[TrialColumn]) -> TrialFilter:
    """Reads a filter: comparisons with `and`, `or`, `not`, `in`, or plain words.

    Args:
        text: such as `accuracy > 0.95 and criterion in ("gini", "entropy")`, or `gini`.
        columns: what can be named.

    Raises:
        FilterError: with one sentence that says what is wrong.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise FilterError(f"The filter is longer than {MAX_LENGTH:,} characters.")
    if not text:
        return TrialFilter()
    sources = _sources(columns)
    if _EXPRESSION.search(text) is None and text not in sources:
        words = tuple(Word(word) for word in text.split())
        return TrialFilter(text, words[0] if len(words) == 1 else AllOf(words))
    return TrialFilter(text, _Reader(sources).read(text))


def _sources(columns: Iterable[TrialColumn]) -> dict[str, Readable]:
    """What can be named; a parameter or metric whose name is taken goes by `param.`, `metric.`."""
    sources: dict[str, Readable] = {"error": ErrorText()}
    for column in sorted(columns, key=lambda column: column.kind in _NAMED_BY_USER):
        if column.kind is ColumnKind.STARTED:
            continue
        name = column.name if column.name not in sources else f"{column.kind}.{column.name}"
        sources[name] = column
    return sources


class _Reader:
    """Turns the syntax tree of one text into terms."""

    def __init__(self, sources: Mapping[str, Readable]) -> None:
        self._sources = sources
        self._names = sorted(sources, key=len, reverse=True)
        self._by_mark = {f"{_MARK}{index}": sources[name] for index, name in enumerate(self._names)}

    def read(self, text: str) -> Term:
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
            raise FilterError(f'After "in" comes a list, such as {source.name} in (1, 2).')
        return OneOf(source, tuple(self._value(source, item) for item in right.elts))

    def _source(self, node: ast.expr) -> Readable | None:
        return self._by_mark.get(node.id) if isinstance(node, ast.Name) else None

    def _bound(self, source: Readable, node: ast.expr) -> float | str:
        if isinstance(node, ast.Name | ast.Attribute):
            raise self._unknown(node)
        value = self._value(source, node)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise FilterError(f"{source.name} can only be above or below a number or a text.")
        return value

    def _value(self, source: Readable, node: ast.expr) -> ParamValue:
        value = _constant(node)
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
