"""What a sweep searches and by what, and how both change while it runs; the pipeline's thread."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.strategy import LimitedStrategy, NotingStrategy, ResumableStrategy
from tuner_gui.core.trial import TrialState
from tuner_gui.strategies.factory import TunerFactory
from tuner_gui.strategies.keys import params_key
from tuner_gui.strategies.unrepeated import UnrepeatedStrategy
from tuner_gui.sweep.agreed import Agreed
from tuner_gui.sweep.ending_words import exhausted_sentence
from tuner_gui.sweep.trial_memory import TrialMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.strategy import TunerStrategy
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.sweep.earlier import EarlierTrials
    from tuner_gui.sweep.rules import SweepRules


_MOST_DEAF = 64
"""So many trials are told to a strategy before it is heard what was asked for meanwhile."""


class Course:
    """The strategy with its space, and the trials that a new one would learn from.

    Args:
        strategy: has been told of the earlier trials.
        earlier: the trials of an earlier part of the sweep.
    """

    def __init__(self, strategy: TunerStrategy, rules: SweepRules, earlier: EarlierTrials) -> None:
        self._strategy = strategy
        self._rules = rules
        self._earlier = earlier
        self._memory = TrialMemory()
        self._stopped: dict[int, Params] = {}
        self._asked = earlier.asked_for
        self._earlier_duplicates = 0
        self.is_exhausted = False
        self.agreed = Agreed(
            rules.budget, rules.space, rules.kind, rules.space_revision, rules.space_revisions
        )

    def ask(self) -> Params | None:
        """Returns the strategy's next parameters, or None when there are none left."""
        params = self._strategy.ask()
        if params is None:
            self.is_exhausted = True
        else:
            self._asked += 1
        return params

    def keep(self, record: TrialRecord) -> None:
        """Remembers a finished trial."""
        self._memory.keep(record)
        if record.state is TrialState.STOPPED:
            self._stopped[params_key(record.params)] = record.params
        elif self._stopped:
            self._stopped.pop(params_key(record.params), None)

    def tell(self, record: TrialRecord) -> None:
        """Tells the strategy of a finished trial, where it fits the present space."""
        if self._fits(record):
            self._strategy.tell(record)

    def note_tried(self, params: Params) -> None:
        """Tells the strategy not to ask for parameters that somebody else has tried."""
        _note(self._strategy, (params,))

    def finished(self, numbers: set[int]) -> Iterator[TrialRecord]:
        """Yields the finished trials with these numbers."""
        return (record for record in self._records() if record.number in numbers)

    def why_exhausted(self) -> str:
        """Returns why nothing is left to ask for, in a sentence."""
        strategy = self._strategy
        limit = strategy.limit if isinstance(strategy, LimitedStrategy) else ""
        return limit or exhausted_sentence(len(self._stopped))

    @property
    def duplicates(self) -> int:
        """How many trials had parameters that were tried before, because of the strategy."""
        return self._earlier_duplicates + _duplicates_of(self._strategy)

    def change_budget(self, budget: Budget) -> None:
        """Goes on with another budget."""
        self.agreed = self.agreed.with_budget(budget)

    def go_by(
        self, agreed: Agreed, running: Iterable[TrialRecord], listen: Callable[[], None]
    ) -> None:
        """Searches another space, or by another strategy, from now on.

        The strategy is told of all trials that fit the space. Of many that takes seconds.

        Args:
            agreed: with the new space or kind.
            running: the trials that have not ended; their parameters are not asked for again.
            listen: called now and then meanwhile; what it raises leaves all as it was.

        Raises:
            TuningError: the strategy cannot search the space; nothing has changed.
        """
        space, kind = agreed.space, agreed.kind
        if space is None or kind is None:
            raise TuningError("The strategy of this sweep was given ready-made, and stays.")
        rules = self._rules
        strategy = TunerFactory.create(kind.seeded(rules.seed), space, rules.objective)
        before = self.agreed
        self.agreed = agreed
        try:
            set_behind(strategy, kind, self._fitting(listen), self._asked)
            _note(strategy, (record.params for record in running))
            _note(strategy, self._stopped.values())  # they wait for a later part of the sweep
        except Exception:
            self.agreed = before
            raise
        self._earlier_duplicates = self.duplicates
        self._strategy, self.is_exhausted = strategy, False

    def _records(self) -> Iterator[TrialRecord]:
        return chain(self._earlier.records, self._memory.records())

    def _fitting(self, listen: Callable[[], None]) -> Iterator[TrialRecord]:
        for count, record in enumerate(self._records()):
            if count % _MOST_DEAF == 0:
                listen()
            if record.state.is_finished and self._fits(record):
                yield record

    def _fits(self, record: TrialRecord) -> bool:
        if record.space_revision == self.agreed.revision:
            return True
        space = self.agreed.space
        return space is None or space.contains(record.params)


def _duplicates_of(strategy: TunerStrategy) -> int:
    return strategy.duplicates if isinstance(strategy, UnrepeatedStrategy) else 0


def _note(strategy: TunerStrategy, tried: Iterable[Params]) -> None:
    if isinstance(strategy, NotingStrategy):
        for params in tried:
            strategy.note_tried(params)


def set_behind(
    strategy: TunerStrategy, kind: TunerKind, records: Iterable[TrialRecord], asked: int
) -> None:
    """Sets a strategy behind finished trials.

    A grid begins anew, and passes by what was tried: others may have been asked before it, and
    trials queued in between.

    Args:
        strategy: as it was made.
        kind: what it was made from.
        records: finished trials of its space.
        asked: how many trials were asked for before; a strategy goes on with its sequence there.
    """
    if isinstance(strategy, ResumableStrategy):
        strategy.resume(records, 0 if isinstance(kind, GridKind) else asked)
        return
    for record in records:
        strategy.tell(record)
