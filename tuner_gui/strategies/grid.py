"""Grid search: every combination once, by index, in order or shuffled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.strategies.permutation import Permutation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord


class GridStrategy:
    """Walks the grid; `position` is all that resuming needs.

    Args:
        space: a space without continuous ranges.
        shuffle_seed: visit the grid in this seeded order; None keeps the declared order.
        position: how many points were handed out before.

    Raises:
        InvalidSpace: the space is empty, or continuous somewhere.
    """

    def __init__(
        self, space: HyperParamSpace, *, shuffle_seed: int | None = None, position: int = 0
    ) -> None:
        space.enumerate_grid()  # raises where there is no grid
        self._space = space
        self._size = space.grid_size() or 0
        self._order = (
            range(self._size) if shuffle_seed is None else Permutation(self._size, shuffle_seed)
        )
        self.position = position

    def ask(self) -> Params | None:
        """Returns the next point, or None after the last."""
        if self.position >= self._size:
            return None
        index = self._order[self.position]
        self.position += 1
        return self._space.grid_point(index)

    def tell(self, record: TrialRecord) -> None:
        """Learns nothing: a grid is a grid."""

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:  # noqa: ARG002
        """Goes on after the first `asked` points."""
        self.position = asked
