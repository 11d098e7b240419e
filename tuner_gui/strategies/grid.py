"""Grid search: every combination once, by index, in order or shuffled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.space import infeasible
from tuner_gui.strategies.permutation import Permutation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord

_MOST_MISSES = 200_000
"""So many positions are passed by in a row: a second or two."""


class GridStrategy:
    """Walks the grid; `position` is all that resuming needs.

    Points that break a constraint are left out of the grid, or passed by where the linked
    parameters have too many combinations to list.

    Args:
        space: a space without continuous ranges.
        shuffle_seed: visit the grid in this seeded order; None keeps the declared order.
        position: how many points were handed out before.

    Raises:
        InvalidSpace: the space is empty, continuous somewhere, or no point keeps its constraints.
    """

    def __init__(
        self, space: HyperParamSpace, *, shuffle_seed: int | None = None, position: int = 0
    ) -> None:
        self._space = space
        self._size = space.grid_positions()
        if not self._size:
            raise infeasible(space.constraints, "points of the grid")
        self._order = (
            range(self._size) if shuffle_seed is None else Permutation(self._size, shuffle_seed)
        )
        self.position = position

    def ask(self) -> Params | None:
        """Returns the next point, or None after the last.

        Raises:
            InvalidSpace: too many positions in a row break a constraint.
        """
        last = min(self._size, self.position + _MOST_MISSES)
        while self.position < last:
            point = self._space.grid_point(self._order[self.position])
            self.position += 1
            if point is not None:
                return point
        if self.position < self._size:
            raise infeasible(self._space.constraints, f"{_MOST_MISSES:,} points in a row")
        return None

    def tell(self, record: TrialRecord) -> None:
        """Learns nothing: a grid is a grid."""

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:  # noqa: ARG002
        """Goes on after the first `asked` points."""
        self.position = 0
        if self._space.grid_size() is not None:
            self.position = asked
            return
        for _ in range(asked):
            self.ask()
