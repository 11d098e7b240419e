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

    from tuner_gui.core.columns import Column, Part
    from tuner_gui.core.domains import Float, Int, ParameterKind
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.core.values import ParamValue

    Numbers = npt.NDArray[np.float64]

Cells: TypeAlias = "npt.NDArray[np.int64]"
Values: TypeAlias = "Numbers | tuple[Cells, Sequence[ParamValue]]"

MOST_CELLS = 24
ROWS_AT_ONCE = 25_000
_VALUES_AT_ONCE = 200_000
"""A long session is taken in several updates, none of which holds up a frame: so many rows, or
fewer where there are many parameters."""

_FEWEST_BEST, _MOST_BEST = 5, 20
_COMPLETE, _RUNNING = (STATES.index(each) for each in (TrialState.COMPLETE, TrialState.RUNNING))


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
    """Counts the trials of a store that only grows; each row is looked at once or twice."""

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
        self._rows_at_once = min(ROWS_AT_ONCE, _VALUES_AT_ONCE // max(1, len(self._scales)) + 1)
        self._running = self._best = np.empty(0, np.int64)
        self._marked: Cells = np.empty(0, np.int64)
        self._known: Mapping[str, Coverage] = {}

    def is_behind(self, store: TrialStore) -> bool:
        """Says whether there are rows that have not been looked at."""
        return self._rows < len(store)

    def update(self, store: TrialStore) -> Mapping[str, Coverage]:
        """Takes some of the new rows; returns what has been tried, by dotted name.

        Parameters that no trial has a value of are left out.
        """
        first, end = self._rows, min(len(store), self._rows + self._rows_at_once)
        self._rows = end
        best = self._find_best(store, first, end)
        if first == end and np.array_equal(best, self._marked):
            return self._known
        self._marked = best
        result: dict[str, Coverage] = {}
        for name, scale in self._scales.items():
            if name not in store.param_names:
                continue
            column, counts = store.param(name), self._counts[name]
            bins = scale.bins_of(_values(column, end, slice(first, end)))
            counts += np.bincount(bins, minlength=scale.bins)
            if counts.any():
                marked = scale.bins_of(_values(column, end, best))
                result[name] = scale.coverage(counts, frozenset(marked.tolist()))
        self._known = result
        return result

    def _find_best(self, store: TrialStore, first: int, end: int) -> Cells:
        """Compares the best so far with what has ended since; returns the rows to mark."""
        fresh = np.concatenate([self._running, np.arange(first, end)])
        states = store.states[fresh]
        self._running = fresh[states == _RUNNING]
        rows = np.concatenate([self._best, fresh[states == _COMPLETE]])
        values = store.metric[rows]
        order = np.argsort(-values if store.objective.is_maximized else values, kind="stable")
        self._best = rows[order[:_MOST_BEST]]
        tenth = store.count(TrialState.COMPLETE) // 10
        return self._best[: max(_FEWEST_BEST, tenth)]


def _values(column: Column, rows: int, part: Part) -> Values:
    """Returns a part of a column's rows: the numbers, or codes and what they stand for."""
    if isinstance(column, CategoryColumn):
        return column.codes(rows)[part].astype(np.int64), column.categories
    return column.numbers(rows, part)


class _NumberScale:
    """Bins of numbers, each from its start to the next one's; cells show one bin each."""

    def __init__(self, kind: Float | Int | Normal | LogNormal) -> None:
        self._low = -np.inf if kind.low is None else kind.low
        self._high = np.inf if kind.high is None else kind.high
        starts, self._bin_of_cell = np.unique(_starts(kind), return_inverse=True)
        self._starts = starts.astype(np.float64)
        self.bins = len(starts)

    def bins_of(self, values: Values) -> Cells:
        """Returns the bin of each of these values that lies in the range."""
        numbers = _numbers(values)
        inside = numbers[(numbers >= self._low) & (numbers <= self._high)]  # drops NaN too
        return np.maximum(np.searchsorted(self._starts, inside, side="right") - 1, 0)

    def coverage(self, counts: Cells, best_bins: frozenset[int]) -> Coverage:
        """Returns what the cells show; several of them may show one whole number."""
        best = tuple(each in best_bins for each in self._bin_of_cell.tolist())
        return Coverage(_parts(counts[self._bin_of_cell]), best)


class _ChoiceScale:
    """A bin for each listed value; many values share the cells evenly."""

    def __init__(self, kind: Choice) -> None:
        self._kind = kind
        self.bins = len(kind.values)
        self._cells = min(self.bins, MOST_CELLS)
        self._cell_of_bin = np.arange(self.bins) * self._cells // self.bins

    def bins_of(self, values: Values) -> Cells:
        """Returns the place of each of these values that is listed."""
        if isinstance(values, tuple):
            codes, listed = values
        else:
            found, codes = np.unique(values[~np.isnan(values)], return_inverse=True)
            listed = found.tolist()
        places = np.array([*map(self._place, listed), -1], np.int64)[codes]
        return places[places >= 0]

    def _place(self, value: ParamValue) -> int:
        return self._kind.index(value) if self._kind.contains(value) else -1

    def coverage(self, counts: Cells, best_bins: frozenset[int]) -> Coverage:
        """Returns what the cells show."""
        best_cells = {int(self._cell_of_bin[each]) for each in best_bins}
        best = tuple(cell in best_cells for cell in range(self._cells))
        return Coverage(_parts(np.bincount(self._cell_of_bin, counts, self._cells)), best)


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


def _numbers(values: Values) -> Numbers:
    if not isinstance(values, tuple):
        return values
    codes, listed = values
    known = [float(each) if is_finite_number(each) else np.nan for each in listed]
    numbers: Numbers = np.array([*known, np.nan])[codes]
    return numbers


def _parts(counts: Cells | Numbers) -> tuple[float, ...]:
    return tuple((counts / max(1, counts.max())).tolist())
