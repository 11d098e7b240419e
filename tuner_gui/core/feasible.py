"""The grid points of some linked parameters that keep their constraints, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.condition_links import index_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tuner_gui.core.constraints import Constraint
    from tuner_gui.core.parameter import Parameter

    Column = NDArray[np.int32]

MOST_ROWS = 1_000_000
"""So many points, feasible or not, are looked at; a grid with more is not counted."""
_MOST_CELLS = 24_000_000

INACTIVE = -1


class FeasibleTable:
    """One row a feasible point, one column a parameter, each cell the grid index of its value.

    Rows are sorted as a grid counts: the last declared parameter varies fastest. A cell of an
    inactive parameter is `INACTIVE`.

    Args:
        parameters: in declared order, with the parents of each among them.
        constraints: they name parameters of these only.

    Raises:
        TooLarge: more than `MOST_ROWS` points had to be looked at.
    """

    def __init__(self, parameters: Sequence[Parameter], constraints: Sequence[Constraint]) -> None:
        self._columns: dict[str, Column] = {}
        self._parameters = {parameter.name: parameter for parameter in parameters}
        self._values: dict[str, NDArray[np.float64]] = {}
        self.size = 1
        waiting = list(constraints)
        for parameter in parameters:
            self._extend(parameter)
            decided = [each for each in waiting if set(each.names) <= self._columns.keys()]
            waiting = [each for each in waiting if each not in decided]
            for constraint in decided:
                self._keep(self._holds(constraint))
        self.columns = [self._columns[parameter.name] for parameter in parameters]

    def walk(self) -> TableWalk:
        """Returns a way through the table, parameter by parameter."""
        return TableWalk(self)

    def _extend(self, parameter: Parameter) -> None:
        """Follows each row by one for each value, where the parameter is active in it."""
        active = self._is_active(parameter)
        size = parameter.kind.size or 0
        rows = self.size + int(active.sum()) * (size - 1)
        if rows > MOST_ROWS or rows * len(self._parameters) > _MOST_CELLS:
            raise TooLarge
        times = np.where(active, size, 1)
        ends = np.cumsum(times)
        self._columns = {name: np.repeat(cells, times) for name, cells in self._columns.items()}
        own = np.arange(rows, dtype=np.int64) - np.repeat(ends - times, times)
        own[np.repeat(~active, times)] = INACTIVE
        self._columns[parameter.name] = own.astype(np.int32)
        self.size = rows

    def _is_active(self, parameter: Parameter) -> NDArray[np.bool_]:
        active = np.ones(self.size, bool)
        for condition in parameter.conditions:
            parent = self._parameters[condition.parent].kind
            places = [
                place
                for place in (index_of(parent, value) for value in condition.values)
                if condition.holds(parent.value_at(place))
            ]
            active &= np.isin(self._columns[condition.parent], places)
        return active

    def _holds(self, constraint: Constraint) -> NDArray[np.bool_]:
        cells = [self._columns[name] for name in constraint.names]
        applies: NDArray[np.bool_] = np.all([column != INACTIVE for column in cells], axis=0)
        held = ~applies
        held[applies] = constraint.holds_in(
            {
                name: self._values_of(name)[column[applies]]
                for name, column in zip(constraint.names, cells, strict=True)
            }
        )
        return held

    def _values_of(self, name: str) -> NDArray[np.float64]:
        if name not in self._values:
            kind = self._parameters[name].kind
            listed = (float(kind.value_at(place)) for place in range(kind.size or 0))  # type: ignore[arg-type]
            self._values[name] = np.fromiter(listed, float)
        return self._values[name]

    def _keep(self, held: NDArray[np.bool_]) -> None:
        self._columns = {name: cells[held] for name, cells in self._columns.items()}
        self.size = int(held.sum())


class TooLarge(Exception):
    """There are more points than a table may look at."""


class TableWalk:
    """Decides the parameters of a table one after the other: the rows left are a slice of it."""

    def __init__(self, table: FeasibleTable) -> None:
        self._columns = iter(table.columns)
        self._start = 0
        self.rows = table.size

    def decide(self, row: int) -> tuple[int, int]:
        """Takes the next column's value at a row of those left; keeps the rows of that value.

        Returns the grid index of the value (or `INACTIVE`), and how many rows lay before.
        """
        column = next(self._columns)
        left = column[self._start : self._start + self.rows]
        place = left[row]
        first, end = (int(np.searchsorted(left, place, side)) for side in ("left", "right"))
        self._start += first
        self.rows = end - first
        return int(place), first
