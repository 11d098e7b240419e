"""CMA-ES for mixed spaces: asks and tells an evolution, with restarts. The sweep's thread."""

from __future__ import annotations

import logging
import math
from collections import deque
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.nesting import flatten, nest
from tuner_gui.core.trial import TrialState
from tuner_gui.strategies.evolution import (
    Evolution,
    Sample,
    evolution_around,
    usual_population,
)
from tuner_gui.strategies.keys import params_key
from tuner_gui.strategies.mixed_coordinates import MixedCoordinates
from tuner_gui.strategies.qmc import QmcStrategy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord

_LOG = logging.getLogger(__name__)
_MOST_TRIES = 100
_MOST_DOUBLINGS = 4
_MOST_REFUSED = 5
"""So many generations' worth of refused samples in a row end an evolution."""


class CmaStrategy:
    """Spreads the first trials evenly, then moves a cloud from the best of them; never exhausted.

    A parameter that is not active keeps its coordinate, which then decides nothing. Samples that
    break a constraint are made anew; after `_MOST_TRIES` of them a random draw takes their place.
    Where the cloud has become a point, another starts elsewhere with twice the trials a generation.

    Args:
        space: any space.
        objective: gives the direction.
        seed: same seed, same order of answers: same parameters.
        startup_trials: so many are spread evenly.

    Raises:
        InvalidSpace: the space is empty.
    """

    def __init__(
        self, space: HyperParamSpace, *, objective: Objective, seed: int, startup_trials: int
    ) -> None:
        space.require_searchable()
        self._space = space
        self._sign = -1.0 if objective.is_maximized else 1.0
        self._seed = seed
        self._startup_trials = startup_trials
        self._coordinates = MixedCoordinates(space)
        self._start = QmcStrategy(space, seed=seed)
        self._asked = 0
        self._losses: dict[int, float] = {}
        self._complete: list[tuple[float, FlatParams]] = []
        self._evolution: Evolution | None = None
        self._open: dict[int, deque[tuple[Evolution, Sample]]] = {}
        self._restarts = 0
        self._refused = 0

    def ask(self) -> Params | None:
        """Returns an evenly spread draw at first, then a sample of the cloud.

        Raises:
            InvalidSpace: no draw kept the constraints.
        """
        self._asked += 1
        if self._asked <= self._startup_trials or not len(self._coordinates):
            return self._start.ask()
        return self._sample()

    def ask_again(self, refused: Params) -> Params | None:
        """Returns another sample; what is known of the refused one is taken as its result."""
        if self._evolution is None:
            return self._start.ask_again(refused)
        key = params_key(refused)
        if (opened := self._taken(key)) and key in self._losses:
            opened[0].take(opened[1], self._losses[key])
        self._refused += 1
        if self._refused > _MOST_REFUSED * self._evolution.population:
            self._restart()
        return self._sample()

    def _sample(self) -> Params:
        evolution = self._evolution
        if evolution is None:
            evolution = self._evolution = self._first_evolution()
        for _ in range(_MOST_TRIES):
            sample = evolution.sample()
            if sample is None:
                evolution = self._restart()
            elif self._space.keeps_constraints(sample.params):
                params = nest(sample.params.items())
                opened = self._open.setdefault(params_key(params), deque())
                opened.append((evolution, sample))
                return params
        rng = Random((self._seed << 64) | (self._restarts << 48) | self._asked)  # noqa: S311
        return self._space.pick_random(rng)

    def _first_evolution(self) -> Evolution:
        """Returns a cloud around the best quarter of what is known, or the best few of many."""
        population = usual_population(len(self._coordinates))
        ranked = sorted(self._complete, key=lambda each: each[0])
        best = ranked[: max(1, min(len(ranked) // 4, population // 2))]
        is_narrow = len(ranked) > max(4 * population, 2 * self._startup_trials)
        self._complete = []
        return evolution_around(
            self._coordinates, [flat for _, flat in best], is_narrow=is_narrow, seed=self._seed
        )

    def _restart(self) -> Evolution:
        self._restarts += 1
        self._refused = 0
        _LOG.info("Restart %d of the evolution", self._restarts)
        rng = np.random.default_rng([self._seed % 2**64, self._restarts])
        usual = usual_population(len(self._coordinates))
        self._evolution = Evolution(
            self._coordinates,
            centre=rng.random(self._coordinates.numbers),
            population=usual << min(self._restarts, _MOST_DOUBLINGS),
            seed=self._seed + self._restarts,
        )
        return self._evolution

    def tell(self, record: TrialRecord) -> None:
        """Takes a finished trial; failed and pruned ones are the worst, stopped ones teach nothing.

        What was not asked for helps to find where the cloud starts.
        """
        key = params_key(record.params)
        loss = math.inf
        if record.state is TrialState.COMPLETE and record.metric is not None:
            loss = self._losses[key] = self._sign * record.metric
        if opened := self._taken(key):
            self._refused = 0
            if record.state is not TrialState.STOPPED:
                opened[0].take(opened[1], loss)
        elif self._evolution is None and loss < math.inf and self._space.contains(record.params):
            self._complete.append((loss, flatten(record.params)))

    def _taken(self, key: int) -> tuple[Evolution, Sample] | None:
        """Returns the open sample of these parameters, open no more."""
        waiting = self._open.get(key)
        if not waiting:
            return None
        opened = waiting.popleft()
        if not waiting:
            del self._open[key]
        return opened

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:
        """Starts a cloud around the best of the finished trials, from a seed of its own."""
        self._seed += asked
        self._asked = asked
        self._start.resume((), asked)
        self._evolution = None
        self._complete = []
        self._open.clear()
        for record in records:
            self.tell(record)
