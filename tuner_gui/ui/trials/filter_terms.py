"""What a filter consists of, and which rows each term lets pass, vectorised. No Qt; any thread.

A missing value equals None and nothing else, and is neither above nor below anything.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, assert_never

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES
from tuner_gui.core.values import value_key
from tuner_gui.ui.trials.column_data import Coded
from tuner_gui.ui.trials.mark_data import NoteText, Tag
from tuner_gui.ui.trials.trial_columns import value_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.trials.column_data import BoolArray, ColumnData, FloatArray, IntArray

_MAY_HAVE_ERROR = [state not in (TrialState.RUNNING, TrialState.COMPLETE) for state in STATES]


class Readable(Protocol):
    """Something that gives a value for each row."""

    @property
    def name(self) -> str:
        """How it is called in a filter."""
        ...

    def read(self, store: TrialStore, rows: IntArray) -> ColumnData:
        """Returns the values of some rows, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Why a trial failed, as one line; not a column of the table."""

    name: str = "error"

    def read(self, store: TrialStore, rows: IntArray) -> Coded:
        """Returns `kind: message` of some rows, each text once."""
        codes = np.full(len(rows), -1, np.int64)
        code_of: dict[ParamValue, int] = {}
        suspects = np.flatnonzero(np.array(_MAY_HAVE_ERROR)[store.states[rows]])
        for position in suspects.tolist():
            error = store.error(int(rows[position]))
            if error is not None:
                text = f"{error.kind}: {error.message}"
                codes[position] = code_of.setdefault(text, len(code_of))
        return Coded(codes, list(code_of))


class Order(Enum):
    """The comparisons that ask for an order."""

    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


_COMPARE: dict[Order, Callable[[Any, Any], Any]] = {
    Order.LESS: operator.lt,
    Order.LESS_OR_EQUAL: operator.le,
    Order.GREATER: operator.gt,
    Order.GREATER_OR_EQUAL: operator.ge,
}


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every term holds."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one term holds."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The term does not hold."""

    term: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these; None stands for a missing value too."""

    source: Readable
    values: tuple[ParamValue, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The value is on this side of a number or a text; numbers and texts have no order."""

    source: Readable
    order: Order
    bound: float | str


@dataclass(frozen=True, slots=True)
class Related:
    """Two numbers of the same trial; `order` None asks whether they are equal."""

    left: Readable
    order: Order | None
    right: Readable


@dataclass(frozen=True, slots=True)
class Contains:
    """The text of the value has this text in it; case does not matter."""

    source: Readable
    text: str


@dataclass(frozen=True, slots=True)
class Holds:
    """A value is there, and it is not false."""

    source: Readable


@dataclass(frozen=True, slots=True)
class Word:
    """Some text of the trial has this text in it, or some number is this one as it is shown."""

    text: str


Term: TypeAlias = AllOf | AnyOf | Not | OneOf | Ordered | Related | Contains | Holds | Word


def passing(  # noqa: PLR0911 - one for each term
    term: Term, store: TrialStore, rows: IntArray
) -> BoolArray:
    """Returns for each of these rows whether the term holds, shape (rows,)."""
    match term:
        case AllOf(terms):
            return reduce(operator.and_, (passing(each, store, rows) for each in terms))
        case AnyOf(terms):
            return reduce(operator.or_, (passing(each, store, rows) for each in terms))
        case Not(inner):
            return ~passing(inner, store, rows)
        case OneOf(source, values):
            return _one_of(source.read(store, rows), values)
        case Ordered(source, order, bound):
            return _ordered(source.read(store, rows), order, bound)
        case Related(left, order, right):
            return _related(left.read(store, rows), order, right.read(store, rows))
        case Contains(source, text):
            return _contains(source.read(store, rows), text)
        case Holds(source):
            return _holds(source.read(store, rows))
        case Word(text):
            return _has_word(text, store, rows)
        case never:
            assert_never(never)


def _for_each(data: Coded, test: Callable[[ParamValue], bool], *, missing: bool) -> BoolArray:
    """Asks once per category; the last answer is picked by code -1."""
    return data.picked(data.asked(test), missing) > 0


def _one_of(data: ColumnData, values: Sequence[ParamValue]) -> BoolArray:
    keys = {value_key(value) for value in values}
    if isinstance(data, Coded):
        return _for_each(data, lambda value: value_key(value) in keys, missing=None in values)
    numbers = [value for value in values if type(value) is int or type(value) is float]
    found: BoolArray = np.isin(data, np.array(numbers, np.float64))
    return found | np.isnan(data) if None in values else found


def _ordered(data: ColumnData, order: Order, bound: float | str) -> BoolArray:
    compare = _COMPARE[order]
    kinds = (str,) if isinstance(bound, str) else (int, float)
    if isinstance(data, Coded):
        return _for_each(
            data, lambda value: type(value) in kinds and compare(value, bound), missing=False
        )
    if isinstance(bound, str):
        return np.zeros(len(data), np.bool_)
    answer: BoolArray = compare(data, bound)
    return answer


def _related(left: ColumnData, order: Order | None, right: ColumnData) -> BoolArray:
    compare = operator.eq if order is None else _COMPARE[order]
    answer: BoolArray = compare(_as_numbers(left), _as_numbers(right))
    return answer


def _as_numbers(data: ColumnData) -> FloatArray:
    if not isinstance(data, Coded):
        return data
    return data.picked([_number_or_nan(value) for value in data.categories], np.nan)


def _number_or_nan(value: ParamValue) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else np.nan  # type: ignore[arg-type]


def _contains(data: ColumnData, text: str) -> BoolArray:
    wanted = text.casefold()
    if isinstance(data, Coded):
        return _for_each(data, lambda value: wanted in str(value).casefold(), missing=False)
    return _reads_as(data, text)


def _holds(data: ColumnData) -> BoolArray:
    if isinstance(data, Coded):
        return _for_each(
            data, lambda value: value is not False and value is not None, missing=False
        )
    return ~np.isnan(data)


def _reads_as(data: FloatArray, text: str) -> BoolArray:
    """Which numbers would be written like this with as many decimals; whole ones exactly."""
    try:
        number = float(text)
    except ValueError:
        return np.zeros(len(data), np.bool_)
    places = len(text.partition(".")[2]) if "e" not in text.lower() else 0
    tolerance = 0.5 * 10.0**-places if places else 0.0
    answer: BoolArray = np.abs(data - number) <= tolerance
    return answer


def _has_word(text: str, store: TrialStore, rows: IntArray) -> BoolArray:
    sources: list[Readable] = [*value_columns(store), ErrorText(), Tag(), NoteText()]
    found = np.zeros(len(rows), np.bool_)
    for source in sources:
        if source.name != "started":
            found |= _contains(source.read(store, rows), text)
    return found
