"""The columns of the trial table: which there are and what they hold. No Qt; GUI thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np

from tuner_gui.core.columns import MISSING, CategoryColumn
from tuner_gui.core.trial_store import STATES
from tuner_gui.ui.trials.column_data import Coded
from tuner_gui.ui.trials.mark_data import NoteText, Starred, has_notes, has_tags, joined_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.trials.column_data import ColumnData, FloatArray, IntArray

_STATE_NAMES: tuple[ParamValue, ...] = tuple(state.value for state in STATES)
_ASIDE = re.compile(r"^std_|[\W_]std$|^(fit|score)_(s|time)$")
"""Metrics beside the matter: how far folds are apart, how long a fit took."""


class ColumnKind(StrEnum):
    """What a column is about."""

    NUMBER = "number"
    STAR = "star"
    STATE = "state"
    OBJECTIVE = "objective"
    TAGS = "tags"
    PARAM = "param"
    METRIC = "metric"
    TIME = "time"
    NOTE = "note"
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
        return self.kind in (ColumnKind.NUMBER, ColumnKind.STAR, ColumnKind.STARTED)

    def data(self, store: TrialStore) -> ColumnData:  # noqa: C901, PLR0911 - one for each kind
        """Returns the values of all rows; durations and times in seconds."""
        match self.kind:
            case ColumnKind.NUMBER:
                return store.numbers.astype(np.float64)
            case ColumnKind.STAR | ColumnKind.TAGS | ColumnKind.NOTE:
                return self.read(store, np.arange(len(store)))
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
        match self.kind:
            case ColumnKind.STAR:
                return Starred().read(store, rows)
            case ColumnKind.TAGS:
                return joined_tags(store, rows)
            case ColumnKind.NOTE:
                return NoteText().read(store, rows)
            case _:
                data = self.data(store)
        if isinstance(data, Coded):
            return Coded(data.codes[rows], data.categories)
        return data[rows]

    def value(self, store: TrialStore, row: int) -> Any:  # noqa: PLR0911 - one for each kind
        """Returns the exact value of a row, or MISSING; durations and times in seconds."""
        match self.kind:
            case ColumnKind.NUMBER:
                return int(store.numbers[row])
            case ColumnKind.STAR | ColumnKind.TAGS | ColumnKind.NOTE:
                return self._said(store.marks.of(int(store.numbers[row])))
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
        if self.kind in (ColumnKind.STAR, ColumnKind.STATE):
            return data.codes.astype(np.float64)
        if self.kind in (ColumnKind.TAGS, ColumnKind.NOTE):
            return data.picked(_ranks(data.categories), np.nan)
        if are_numbers(data.categories):
            return data.picked([float(value) for value in data.categories], np.nan)  # type: ignore[arg-type]
        return self._categories(store).numbers(len(store))

    def sort_basis(self, store: TrialStore) -> int:
        """Returns a number that changes when old sort keys are no longer comparable with new."""
        if self.kind in (ColumnKind.TAGS, ColumnKind.NOTE):
            data = self.data(store)
            return hash(tuple(data.categories)) if isinstance(data, Coded) else 0
        if self.kind not in (ColumnKind.PARAM, ColumnKind.WORKER):
            return 0
        data = self.data(store)
        if not isinstance(data, Coded) or are_numbers(data.categories):
            return 0
        return len(data.categories)

    def is_numeric(self, store: TrialStore) -> bool:
        """Says whether the values line up at the right."""
        match self.kind:
            case ColumnKind.PARAM:
                column = store.param(self.name)
                return not isinstance(column, CategoryColumn) or are_numbers(column.categories)
            case _:
                return self.kind not in _TEXTS

    def _said(self, mark: TrialMark) -> Any:
        if self.kind is ColumnKind.STAR:
            return mark.is_starred
        return (", ".join(mark.tags) if self.kind is ColumnKind.TAGS else mark.note) or MISSING

    def _categories(self, store: TrialStore) -> CategoryColumn:
        column = store.workers if self.kind is ColumnKind.WORKER else store.param(self.name)
        if not isinstance(column, CategoryColumn):
            raise TypeError(f"{self.key} holds no categories")
        return column


_TEXTS = (
    ColumnKind.STAR,
    ColumnKind.STATE,
    ColumnKind.TAGS,
    ColumnKind.NOTE,
    ColumnKind.WORKER,
)
MARKS = (ColumnKind.STAR, ColumnKind.TAGS, ColumnKind.NOTE)
"""What a person says of trials."""


def columns_of(store: TrialStore) -> tuple[TrialColumn, ...]:
    """Returns the columns that the trials so far give; tags and notes once there are any."""
    number, *others = value_columns(store)
    columns = [number, TrialColumn(ColumnKind.STAR, "starred"), *others]
    kinds = [column.kind for column in columns]
    if has_notes(store):
        columns.insert(kinds.index(ColumnKind.TIME) + 1, TrialColumn(ColumnKind.NOTE, "note"))
    if has_tags(store):
        columns.insert(kinds.index(ColumnKind.OBJECTIVE) + 1, TrialColumn(ColumnKind.TAGS, "tags"))
    return tuple(columns)


def value_columns(store: TrialStore) -> tuple[TrialColumn, ...]:
    """Returns the columns of what the sweep itself knows of its trials."""
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


def _ranks(texts: Sequence[ParamValue]) -> list[float]:
    """The place of each text by the alphabet."""
    in_order = sorted(range(len(texts)), key=lambda at: (str(texts[at]).casefold(), str(texts[at])))
    ranks = [0.0] * len(texts)
    for rank, at in enumerate(in_order):
        ranks[at] = float(rank)
    return ranks


def _number(value: np.float64) -> Any:
    return MISSING if np.isnan(value) else float(value)
