"""The columns of the trial table: which there are and what they hold. No Qt; GUI thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

import numpy as np
import numpy.typing as npt

from tuner_gui.core.columns import MISSING, CategoryColumn
from tuner_gui.core.trial_store import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.intp]
BoolArray: TypeAlias = npt.NDArray[np.bool_]

_STATE_NAMES: tuple[ParamValue, ...] = tuple(state.value for state in STATES)
_ASIDE = re.compile(r"^std_|[\W_]std$|^(fit|score)_(s|time)$")
"""Metrics beside the matter: how far folds are apart, how long a fit took."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Values that are kept once each.

    Args:
        codes: shape (rows,), an index into the categories; -1 where missing.
        categories: the distinct values.
    """

    codes: npt.NDArray[np.signedinteger[Any]]
    categories: Sequence[ParamValue]

    def picked(self, answers: Sequence[float], missing: float) -> FloatArray:
        """Returns for each row the number of its category, shape (rows,)."""
        numbers: FloatArray = np.array([*answers, missing], np.float64)[self.codes]
        return numbers


ColumnData: TypeAlias = FloatArray | Coded
"""A whole column: numbers with NaN where missing, or coded values."""


class ColumnKind(StrEnum):
    """What a column is about."""

    NUMBER = "number"
    STATE = "state"
    OBJECTIVE = "objective"
    PARAM = "param"
    METRIC = "metric"
    TIME = "time"
    WORKER = "worker"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class TrialColumn:
    """A column of the table; reads the store anew each time, since columns there can widen.

    Args:
        kind: what it is about.
        name: how it is called in a filter and in copied text.
    """

    kind: ColumnKind
    name: str

    @property
    def key(self) -> str:
        """What the column is remembered by."""
        if self.kind in (ColumnKind.PARAM, ColumnKind.METRIC):
            return f"{self.kind}:{self.name}"
        return self.kind.value

    @property
    def is_hidden_at_first(self) -> bool:
        """True for what few people look at: spreads, fit times, workers, start times."""
        if self.kind is ColumnKind.METRIC:
            return _ASIDE.search(self.name) is not None
        return self.kind in (ColumnKind.WORKER, ColumnKind.STARTED)

    def descends_at_first(self, objective: Objective) -> bool:
        """Says whether a first click on the header puts the largest value on top."""
        if self.kind is ColumnKind.OBJECTIVE:
            return objective.is_maximized
        return self.kind in (ColumnKind.NUMBER, ColumnKind.STARTED)

    def data(self, store: TrialStore) -> ColumnData:  # noqa: PLR0911 - one for each kind
        """Returns the values of all rows; durations and times in seconds."""
        match self.kind:
            case ColumnKind.NUMBER:
                return store.numbers.astype(np.float64)
            case ColumnKind.STATE:
                return Coded(store.states.astype(np.int8), _STATE_NAMES)
            case ColumnKind.OBJECTIVE:
                return store.metric
            case ColumnKind.PARAM:
                column = store.param(self.name)
                if isinstance(column, CategoryColumn):
                    return Coded(column.codes(len(store)), column.categories)
                return column.numbers(len(store))
            case ColumnKind.METRIC:
                return store.metric_column(self.name)
            case ColumnKind.TIME:
                return store.duration_ms / 1000
            case ColumnKind.WORKER:
                return Coded(store.workers.codes(len(store)), store.workers.categories)
            case ColumnKind.STARTED:
                return store.started_at
            case never:
                assert_never(never)

    def read(self, store: TrialStore, rows: IntArray) -> ColumnData:
        """Returns the values of some rows, in their order."""
        data = self.data(store)
        if isinstance(data, Coded):
            return Coded(data.codes[rows], data.categories)
        return data[rows]

    def value(self, store: TrialStore, row: int) -> Any:  # noqa: PLR0911 - one for each kind
        """Returns the exact value of a row, or MISSING; durations and times in seconds."""
        match self.kind:
            case ColumnKind.NUMBER:
                return int(store.numbers[row])
            case ColumnKind.STATE:
                return store.state(row).value
            case ColumnKind.OBJECTIVE:
                return _number(store.metric[row])
            case ColumnKind.PARAM:
                return store.param_value(self.name, row)
            case ColumnKind.METRIC:
                return _number(store.metric_column(self.name)[row])
            case ColumnKind.TIME:
                return _number(store.duration_ms[row] / 1000)
            case ColumnKind.WORKER:
                return store.worker(row) or MISSING
            case ColumnKind.STARTED:
                return _number(store.started_at[row])
            case never:
                assert_never(never)

    def sort_keys(self, store: TrialStore) -> FloatArray:
        """Returns numbers, shape (rows,), that sort as a person would; NaN where missing."""
        data = self.data(store)
        if not isinstance(data, Coded):
            return data
        if self.kind is ColumnKind.STATE:
            return data.codes.astype(np.float64)
        if are_numbers(data.categories):
            return data.picked([float(value) for value in data.categories], np.nan)  # type: ignore[arg-type]
        return self._categories(store).numbers(len(store))

    def sort_basis(self, store: TrialStore) -> int:
        """Returns a number that changes when old sort keys are no longer comparable with new."""
        if self.kind not in (ColumnKind.PARAM, ColumnKind.WORKER):
            return 0
        data = self.data(store)
        if not isinstance(data, Coded) or are_numbers(data.categories):
            return 0
        return len(data.categories)

    def is_numeric(self, store: TrialStore) -> bool:
        """Says whether the values line up at the right."""
        match self.kind:
            case ColumnKind.STATE | ColumnKind.WORKER:
                return False
            case ColumnKind.PARAM:
                column = store.param(self.name)
                return not isinstance(column, CategoryColumn) or are_numbers(column.categories)
            case _:
                return True

    def _categories(self, store: TrialStore) -> CategoryColumn:
        column = store.workers if self.kind is ColumnKind.WORKER else store.param(self.name)
        if not isinstance(column, CategoryColumn):
            raise TypeError(f"{self.key} holds no categories")
        return column


def columns_of(store: TrialStore) -> tuple[TrialColumn, ...]:
    """Returns the columns that the trials so far give."""
    objective = store.objective.metric
    return (
        TrialColumn(ColumnKind.NUMBER, "number"),
        TrialColumn(ColumnKind.STATE, "state"),
        TrialColumn(ColumnKind.OBJECTIVE, objective),
        *(TrialColumn(ColumnKind.PARAM, name) for name in store.param_names),
        *(TrialColumn(ColumnKind.METRIC, name) for name in store.metric_names if name != objective),
        TrialColumn(ColumnKind.TIME, "time"),
        TrialColumn(ColumnKind.WORKER, "worker"),
        TrialColumn(ColumnKind.STARTED, "started"),
    )


def are_numbers(values: Sequence[object]) -> bool:
    """Says whether all values are numbers (true and false are none)."""
    return all(type(value) is int or type(value) is float for value in values)


def _number(value: np.float64) -> Any:
    return MISSING if np.isnan(value) else float(value)
