"""Random search: one generator for each trial number. The sweep's thread."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tuner_gui.strategies.numbered import NumberedStrategy

if TYPE_CHECKING:
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace


class RandomStrategy(NumberedStrategy):
    """Draws each trial independently.

    Args:
        space: any space.
        seed: the n-th draw of a seed is always the same.

    Raises:
        InvalidSpace: the space is empty.
    """

    def __init__(self, space: HyperParamSpace, *, seed: int) -> None:
        super().__init__()
        space.require_searchable()
        self._space = space
        self._seed = seed
        self._generator = Random()  # noqa: S311 - not for secrets

    def draw(self, number: int, attempt: int) -> Params:
        """Returns what the generator of this number, and attempt, draws."""
        self._generator.seed((self._seed << 64) | (attempt << 48) | number)
        return self._space.pick_random(self._generator)
