"""Keeps a strategy from giving the same parameters twice. The sweep's thread."""

from __future__ import annotations

import logging
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tuner_gui.core.domains import Choice, Float, LogNormal, Normal
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.nesting import flatten
from tuner_gui.core.strategy import LimitedStrategy, ResumableStrategy, TunerStrategy
from tuner_gui.core.trial import TrialState
from tuner_gui.strategies.keys import KeySet, params_key
from tuner_gui.strategies.permutation import Permutation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord

_LOG = logging.getLogger(__name__)
_MOST_ASKED = 20
"""So many answers in place of one that was tried before; a model may insist on its best."""
_MOST_DRAWN = 100
_MOST_LOOKED_AT = 20_000
"""So many positions of a grid are looked at for one trial: a fifth of a second."""


@runtime_checkable
class RedrawingStrategy(TunerStrategy, Protocol):
    """A strategy that hears that its last answer is not tried."""

    def ask_again(self, refused: Params) -> Params | None:
        """Returns others in place of the last parameters, which were tried before."""
        ...


class UnrepeatedStrategy:
    """Asks a strategy, and asks again for what was asked or told before.

    Where that does not help, random draws do, and then a walk over the points of a finite space;
    after its end, or where it finds nothing for long, there is nothing left to ask for. Where the
    space has no end, the duplicate is handed out and counted.

    Args:
        inner: the strategy.
        space: what it searches.
        seed: of the draws and the walk.
        is_walk: the strategy comes to an end by itself; what was tried is passed by.
        is_learning: its answers cost time, so it is asked less often while that does not help.
        repeats: hand out whatever the strategy gives, and only count.

    Attributes:
        duplicates: so many answers were handed out that had been asked or told before.
    """

    def __init__(
        self,
        inner: TunerStrategy,
        space: HyperParamSpace,
        *,
        seed: int = 0,
        is_walk: bool = False,
        is_learning: bool = False,
        repeats: bool = False,
    ) -> None:
        self._inner = inner
        self._space = space
        self._seed = seed
        self._is_walk = is_walk
        self._is_learning = is_learning
        self._patience = _MOST_ASKED
        self._repeats = repeats
        self._tried = KeySet()
        self._rest: Iterator[Params | None] | None = None
        self._looked_at = 0
        self._limit = ""
        self._asked = 0
        self.duplicates = 0

    @property
    def limit(self) -> str:
        """Why nothing more was found before everything was tried; empty where it was."""
        inner = self._inner
        return self._limit or (inner.limit if isinstance(inner, LimitedStrategy) else "")

    def ask(self) -> Params | None:
        """Returns parameters that were not tried before; None where none are left, or found.

        Raises:
            InvalidSpace: no draw kept the constraints, and nothing was tried before.
        """
        self._limit = ""
        try:
            return self._untried()
        except InvalidSpace as error:
            if not self._tried:
                raise
            self._limit = error.message
            return None

    def _untried(self) -> Params | None:
        params = self._inner.ask()
        self._asked += 1
        if params is None or self._is_new(params):
            return params
        if self._repeats:
            self.duplicates += 1
            return params
        return self._next_of_walk() if self._is_walk else self._other_than(params)

    def tell(self, record: TrialRecord) -> None:
        """Tells the strategy; the parameters are not given again, whatever became of the trial."""
        self._is_new(record.params)
        self._inner.tell(record)

    def note_tried(self, params: Params) -> None:
        """Passes these parameters by: somebody else has them tried."""
        self._is_new(params)

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:
        """Goes on after these records; none of their parameters is given again.

        But those of stopped trials are: they have not been tried.
        """
        self._asked = asked
        self._rest, self._looked_at, self._limit = None, 0, ""
        noted = self._noted(records)
        if isinstance(self._inner, ResumableStrategy):
            self._inner.resume(noted, asked)
            for _ in noted:  # a strategy that does not learn reads none of them
                pass
            return
        for record in noted:
            self._inner.tell(record)

    def _noted(self, records: Iterable[TrialRecord]) -> Iterator[TrialRecord]:
        for record in records:
            if record.state is not TrialState.STOPPED:
                self._is_new(record.params)
            yield record

    def _is_new(self, params: Params) -> bool:
        return self._tried.add(params_key(params))

    def _next_of_walk(self) -> Params | None:
        while (params := self._inner.ask()) is not None:
            if self._is_new(params):
                return params
        return None

    def _other_than(self, refused: Params) -> Params | None:
        for params in self._asked_again(refused):
            if params is None or self._is_new(params):
                self._patience = min(_MOST_ASKED, 2 * self._patience)
                return params
        if self._is_learning:
            self._patience = max(1, self._patience // 2)
        for params in self._drawn():
            if self._is_new(params):
                return params
        if not _is_finite(self._space):
            self._count_duplicate()
            return refused
        return self._untried_point()

    def _asked_again(self, params: Params | None) -> Iterator[Params | None]:
        for _ in range(self._patience):
            if params is not None and isinstance(self._inner, RedrawingStrategy):
                params = self._inner.ask_again(params)
            else:
                params = self._inner.ask()
            yield params

    def _drawn(self) -> Iterator[Params]:
        rng = Random((self._seed << 64) | (1 << 63) | self._asked)  # noqa: S311 - no secrets
        return (self._space.pick_random(rng) for _ in range(_MOST_DRAWN))

    def _untried_point(self) -> Params | None:
        """Returns the next untried point of a finite space; None after the last, or a long look."""
        if self._rest is None:
            self._rest = _points(self._space, self._seed)
        for params in islice(self._rest, _MOST_LOOKED_AT):
            self._looked_at += 1
            if params is not None and self._is_new(params):
                return params
        if self._looked_at < (positions := self._space.grid_positions()):
            self._limit = (
                f"Nothing new was found in {_MOST_DRAWN} random draws and {self._looked_at:,} "
                f"of the grid's {positions:,} positions."
            )
        return None

    def _count_duplicate(self) -> None:
        self.duplicates += 1
        if self.duplicates == 1:
            _LOG.warning("The strategy finds no parameters that were not tried before")


def _is_finite(space: HyperParamSpace) -> bool:
    """Says whether draws from a space are draws from its grid."""
    for parameter in space:
        match parameter.kind:
            case Float(step=None) as kind if kind.low < kind.high:
                return False
            case Normal() | LogNormal():
                return False
    return True


def _points(space: HyperParamSpace, seed: int) -> Iterator[Params | None]:
    """Yields the points of a grid in an order by chance; None for one that is never drawn."""
    order = Permutation(space.grid_positions(), seed)
    for number in range(space.grid_positions()):
        params = space.grid_point(order[number])
        yield params if params is not None and _can_be_drawn(space, params) else None


def _can_be_drawn(space: HyperParamSpace, params: Params) -> bool:
    flat = flatten(params)
    for parameter in space:
        kind = parameter.kind
        if parameter.name not in flat or not isinstance(kind, Choice) or kind.weights is None:
            continue
        if not kind.weights[kind.index(flat[parameter.name])]:
            return False
    return True
