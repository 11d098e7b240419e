"""How many trials a changed sweep will have, and what of its grid was tried. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.kinds import GridKind
from tuner_gui.core.nesting import nest
from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial_store import TrialStore

_MOST_LOOKED_AT = 20_000


class GridTally:
    """Counts the points of a grid that were tried, also by trials from another space.

    It goes on where it stood while only more trials have come.
    """

    def __init__(self) -> None:
        self._store: TrialStore | None = None
        self._space: HyperParamSpace | None = None
        self._rows = self._stopped = 0
        self._tried: set[str] = set()

    def tried(self, space: HyperParamSpace, store: TrialStore) -> int | None:
        """Returns the number of points; None where there are too many trials to look at.

        One whose trial was stopped has not been tried.
        """
        if len(store) > _MOST_LOOKED_AT:
            return None
        stopped = store.count(TrialState.STOPPED)
        is_known = store is self._store and space == self._space and stopped == self._stopped
        if not is_known or len(store) < self._rows:
            self._store, self._space, self._rows, self._stopped = store, space, 0, stopped
            self._tried.clear()
        for row in range(self._rows, len(store)):
            params = store.params_of(row)
            if store.state(row) is not TrialState.STOPPED and space.contains(nest(params.items())):
                self._tried.add(repr(sorted(params.items())))
        self._rows = len(store)
        return len(self._tried)


def trials_in_all(config: SweepConfig, counted: int, left: int | None) -> int | None:
    """Returns the number of trials in all; None where it is not known.

    Args:
        config: what the sweep goes by now.
        counted: its trials so far that take a place in the budget.
        left: the points of its grid that nobody has tried; None where they are not known.
    """
    trials = config.budget.trials
    if not isinstance(config.strategy, GridKind) or left is None:
        return trials
    whole = counted + left
    return whole if trials is None else min(trials, whole)
