"""Grid search: every combination once, by index. The sweep's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuner_gui.core.space import infeasible
from tuner_gui.strategies.coarse_first import CoarseFirstOrder
from tuner_gui.strategies.permutation import Permutation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord

_MOST_MISSES = 200_000
"""So many positions are passed by in a row: a second at most."""


class _GridOrder(Protocol):
    def reaches(self, position: int) -> bool: ...
    def point(self, position: int) -> Params | None: ...


class GridStrategy:
    """Walks the grid; `position` is all that resuming needs.

    Points that break a constraint are left out of the grid, or passed by where the linked
    parameters have too many combinations to list.

    Args:
        space: a space without continuous ranges.
        shuffle_seed: visit the grid in this seeded order; None keeps the declared order.
        coarse_seed: visit a coarse grid first, then the points between.
        position: how many points were handed out before.

    Attributes:
        limit: where the grid was given up before its end, why; empty where it was not.

    Raises:
        InvalidSpace: the space is empty, continuous somewhere, or no point keeps its constraints,
            as far as can be told soon.
    """

    def __init__(
        self,
        space: HyperParamSpace,
        *,
        shuffle_seed: int | None = None,
        coarse_seed: int | None = None,
        position: int = 0,
    ) -> None:
        self._space = space
        size = space.grid_positions()
        if not size:
            raise infeasible(space.constraints, "points of the grid")
        self._order: _GridOrder
        if coarse_seed is not None:
            self._order = CoarseFirstOrder(space, coarse_seed)
        else:
            self._order = _WholeGrid(space, size, shuffle_seed)
        self.position = position
        self.limit = ""
        if position == 0 and space.grid_size() is None:
            self._require_a_point()

    def ask(self) -> Params | None:
        """Returns the next point; None after the last, or where the next is too far off."""
        if self.limit:
            return None
        for _ in range(_MOST_MISSES):
            if not self._order.reaches(self.position):
                return None
            point = self._order.point(self.position)
            self.position += 1
            if point is not None:
                return point
        some = f"next {_MOST_MISSES:,} of the grid's {self._space.grid_positions():,} positions"
        self.limit = infeasible(self._space.constraints, some).message
        return None

    def _require_a_point(self) -> None:
        if self.ask() is None:
            some = f"{_MOST_MISSES:,} points in a row" if self.limit else "points of the grid"
            raise infeasible(self._space.constraints, some)
        self.position -= 1

    def tell(self, record: TrialRecord) -> None:
        """Learns nothing: a grid is a grid."""

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:  # noqa: ARG002
        """Goes on after the first `asked` points."""
        self.position, self.limit = 0, ""
        if self._space.grid_size() is not None:
            self.position = asked
            return
        for _ in range(asked):
            self.ask()


class _WholeGrid:
    """All points of a space by position, in declared or in shuffled order."""

    def __init__(self, space: HyperParamSpace, size: int, shuffle_seed: int | None) -> None:
        self._space = space
        self._size = size
        self._shuffled = None if shuffle_seed is None else Permutation(size, shuffle_seed)

    def reaches(self, position: int) -> bool:
        return position < self._size

    def point(self, position: int) -> Params | None:
        number = position if self._shuffled is None else self._shuffled[position]
        return self._space.grid_point(number)
