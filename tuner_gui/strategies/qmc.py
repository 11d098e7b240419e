"""Quasi-random search: a scrambled Sobol sequence, by trial number. The sweep's thread."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Constant
from tuner_gui.core.nesting import nest
from tuner_gui.strategies.numbered import NumberedStrategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.space import HyperParamSpace

_BLOCK = 64
"""So many points are made at once."""
_STRIDE = 1 << 16
_MOST_TRIES = 30
"""So many points of the sequence are looked at for one trial."""


class QmcStrategy(NumberedStrategy):
    """Gives trial n the n-th point of the sequence that Optuna's QMCSampler walks.

    The sequence has a dimension for each parameter that is no constant, active or not. A point
    that breaks a constraint gives way to the one a stride on, where the sequence fills the same
    gaps anew. After `_MOST_TRIES` of them, or where the point was tried before, a random draw takes
    its place.

    Args:
        space: any space.
        seed: the n-th point of a seed is always the same.

    Raises:
        InvalidSpace: the space is empty.
    """

    def __init__(self, space: HyperParamSpace, *, seed: int) -> None:
        super().__init__()
        space.require_searchable()
        self._space = space
        self._seed = seed
        self._varied = [each.name for each in space if not isinstance(each.kind, Constant)]
        self._engine = _sobol(len(self._varied), seed)
        self._blocks: dict[int, Sequence[Sequence[float]]] = {}

    def draw(self, number: int, attempt: int) -> Params:
        """Returns the point of this number; a random draw where that was refused."""
        for turn in range(0 if attempt else _MOST_TRIES):
            flat = self._at(number + turn * _STRIDE)
            if self._space.keeps_constraints(flat):
                return nest(flat.items())
        rng = Random((self._seed << 64) | (attempt << 48) | number)  # noqa: S311 - no secrets
        return self._space.pick_random(rng)

    def _at(self, index: int) -> FlatParams:
        numbers = dict(zip(self._varied, self._point(index), strict=True))
        flat: FlatParams = {}
        for parameter in self._space:
            if parameter.is_active(flat):
                flat[parameter.name] = parameter.kind.sample(numbers.get(parameter.name, 0.0))
        return flat

    def _point(self, index: int) -> Sequence[float]:
        if self._engine is None:
            return ()
        block, place = divmod(index, _BLOCK)
        if block not in self._blocks:
            if len(self._blocks) > _MOST_TRIES:
                self._blocks.clear()
            if block * _BLOCK < self._engine.num_generated:
                self._engine.reset()
            if ahead := block * _BLOCK - self._engine.num_generated:
                self._engine.fast_forward(ahead)
            self._blocks[block] = self._engine.random(_BLOCK).tolist()
        return self._blocks[block][place]


def _sobol(dimensions: int, seed: int) -> Any:
    if not dimensions:
        return None
    from scipy.stats import qmc

    return qmc.Sobol(dimensions, scramble=True, seed=seed % 2**64)
