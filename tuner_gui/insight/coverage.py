"""Which part of each parameter's range has been tried, and where the best are. Any thread.

A trial counts where its value lies in the parameter's present range, whatever revision of the
space it came from, and in whatever state it is: what was tried has been tried. So a range that is
widened shows at once what of it is new. The best are the best tenth of the complete trials, at
least 5 and at most 20 of them: more would mark every part of a long sweep.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from tuner_gui.core.columns import CategoryColumn
from tuner_gui.core.domains import Choice, Constant, LogNormal, Normal
from tuner_gui.core.ranges import is_finite_number
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuner_gui.core.columns import Column
    from tuner_gui.core.domains import Float, Int, ParameterKind
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue

    Numbers = npt.NDArray[np.float64]

Cells: TypeAlias = "npt.NDArray[np.int64]"

MOST_CELLS = 24
_FEWEST_BEST, _MOST_BEST = 5, 20
_COMPLETE = STATES.index(TrialState.COMPLETE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What has been tried of one parameter, in cells of equal probability from left to right.

    A listed value, a step and a whole number have a cell each while these are few.

    Args:
        tried: trials in each cell as a part of those in the fullest one; 0 where there is none.
        best: whether some of the best trials are in the cell.
    """

    tried: tuple[float, ...]
    best: tuple[bool, ...]


class CoverageTally:
    """Counts the trials of a store that only grows; each row is looked at once."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._scales = {
            each.name: _scale_of(each.kind)
            for each in parameters
            if not isinstance(each.kind, Constant)
        }
        self._counts = {
            name: np.zeros(scale.bins, np.int64) for name, scale in self._scales.items()
        }
        self._rows = 0

    def update(self, store: TrialStore) -> Mapping[str, Coverage]:
        """Takes the rows that are new; returns what has been tried, by dotted name.

        Parameters that no trial has a value of are left out.
        """
        rows, self._rows = slice(self._rows, len(store)), len(store)
        best = _best_rows(store)
        result: dict[str, Coverage] = {}
        for name, scale in self._scales.items():
            if name not in store.param_names:
                continue
            column, counts = store.param(name), self._counts[name]
            counts += np.bincount(scale.bins_of(column, len(store), rows), minlength=scale.bins)
            if counts.any():
                in_best = np.bincount(scale.bins_of(column, len(store), best), minlength=scale.bins)
                result[name] = scale.coverage(counts, in_best)
        return result


def _best_rows(store: TrialStore) -> Cells:
    complete = np.flatnonzero(store.states == _COMPLETE)
    count = min(len(complete), max(_FEWEST_BEST, min(len(complete) // 10, _MOST_BEST)))
    if count == 0:
        return complete
    values = store.metric[complete]
    if store.objective.is_maximized:
        values = -values
    return complete[np.argpartition(values, count - 1)[:count]]


class _NumberScale:
    """Bins of numbers, each from its start to the next one's; cells show one bin each."""

    def __init__(self, kind: Float | Int | Normal | LogNormal) -> None:
        self._low = -np.inf if kind.low is None else kind.low
        self._high = np.inf if kind.high is None else kind.high
        starts, self._bin_of_cell = np.unique(_starts(kind), return_inverse=True)
        self._starts = starts.astype(np.float64)
        self.bins = len(starts)

    def bins_of(self, column: Column, total: int, rows: slice | Cells) -> Cells:
        """Returns the bin of each of these rows whose value lies in the range."""
        values = _numbers(column, total, rows)
        values = values[(values >= self._low) & (values <= self._high)]  # drops NaN too
        return np.maximum(np.searchsorted(self._starts, values, side="right") - 1, 0)

    def coverage(self, counts: Cells, in_best: Cells) -> Coverage:
        """Returns what the cells show; several of them may show one whole number."""
        return _coverage(counts[self._bin_of_cell], in_best[self._bin_of_cell])


class _ChoiceScale:
    """A bin for each listed value; many values share the cells evenly."""

    def __init__(self, kind: Choice) -> None:
        self._kind = kind
        self.bins = len(kind.values)
        self._cells = min(self.bins, MOST_CELLS)
        self._cell_of_bin = np.arange(self.bins) * self._cells // self.bins

    def bins_of(self, column: Column, total: int, rows: slice | Cells) -> Cells:
        """Returns the place of each of these rows' values that is listed."""
        if isinstance(column, CategoryColumn):
            codes: Cells = column.codes(total)[rows].astype(np.int64)
            values: Sequence[ParamValue] = column.categories
        else:
            numbers = column.numbers(total)[rows]
            found, codes = np.unique(numbers[~np.isnan(numbers)], return_inverse=True)
            values = found.tolist()
        places = np.array([*map(self._place, values), -1], np.int64)[codes]
        return places[places >= 0]

    def _place(self, value: ParamValue) -> int:
        return self._kind.index(value) if self._kind.contains(value) else -1

    def coverage(self, counts: Cells, in_best: Cells) -> Coverage:
        """Returns what the cells show."""
        tried, best = (
            np.bincount(self._cell_of_bin, each, self._cells) for each in (counts, in_best)
        )
        return _coverage(tried, best)


def _scale_of(kind: ParameterKind) -> _NumberScale | _ChoiceScale:
    if isinstance(kind, Choice):
        return _ChoiceScale(kind)
    if isinstance(kind, Constant):
        raise TypeError("a constant has no range")
    return _NumberScale(kind)


def _starts(kind: Float | Int | Normal | LogNormal) -> list[float]:
    """Returns where each cell's values begin; the same number again where it fills several."""
    size = None if isinstance(kind, Normal | LogNormal) else kind.size
    is_listed = size is not None and size <= MOST_CELLS and getattr(kind, "points", None) is None
    if not is_listed or size is None:
        return [float(kind.sample(place / MOST_CELLS)) for place in range(MOST_CELLS)]
    values = [float(kind.value_at(place)) for place in range(size)]
    # half way between two values: what is written a little differently is the same value
    return [values[0], *((one + next_) / 2 for one, next_ in pairwise(values))]


def _numbers(column: Column, total: int, rows: slice | Cells) -> Numbers:
    if not isinstance(column, CategoryColumn):
        return column.numbers(total)[rows]
    listed = [float(each) if is_finite_number(each) else np.nan for each in column.categories]
    numbers: Numbers = np.array([*listed, np.nan])[column.codes(total)[rows]]
    return numbers


def _coverage(tried: Cells | Numbers, best: Cells | Numbers) -> Coverage:
    parts = tried / max(1, tried.max())
    return Coverage(tuple(parts.tolist()), tuple((best > 0).tolist()))
