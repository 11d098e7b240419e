"""Random search: one generator for each trial number, so completion order cannot matter."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord


class RandomStrategy:
    """Draws each trial independently; never exhausted.

    Args:
        space: any space.
        seed: the n-th draw of a seed is always the same.

    Raises:
        InvalidSpace: the space is empty.
    """

    def __init__(self, space: HyperParamSpace, *, seed: int) -> None:
        space.require_searchable()
        self._space = space
        self._seed = seed
        self._generator = Random()  # noqa: S311 - not for secrets
        self.position = 0

    def ask(self) -> Params | None:
        """Returns the draw of the next trial number."""
        self._generator.seed((self._seed << 64) | self.position)
        self.position += 1
        return self._space.pick_random(self._generator)

    def tell(self, record: TrialRecord) -> None:
        """Learns nothing: draws are independent."""

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:  # noqa: ARG002
        """Goes on with the draw number `asked`."""
        self.position = asked
