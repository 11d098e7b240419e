"""Which running trials are to be stopped early; on the pipeline's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.early_stopping import Pruner
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.sweep.earlier import EarlierTrials
    from tuner_gui.sweep.rules import SweepRules

logger = logging.getLogger(__name__)


class EarlyStopper:
    """Passes reports to the pruner of the sweep's rule; a pruner that breaks is dropped.

    Args:
        earlier: their curves are what trials are compared with.
        note: takes a sentence for the session's history.
    """

    def __init__(
        self, rules: SweepRules, earlier: EarlierTrials, note: Callable[[str], None]
    ) -> None:
        self._note = note
        self._metric = rules.objective.metric
        self._is_blind = False
        self._pruner = _pruner_of(rules)
        self.is_on = self._pruner is not None
        for record in earlier.records if self._pruner else ():
            if record.curve:
                self.end(record, ())

    def stops(self, number: int, step: int, value: float) -> bool:
        """Takes a report of the objective; returns True where the trial is to be stopped."""
        if self._pruner is None:
            return False
        try:
            return self._pruner.report(number, step, value)
        except Exception as error:  # it costs early stopping, not the sweep
            logger.exception("Early stopping failed")
            self._drop(error)
            return False

    def end(self, record: TrialRecord, reported: tuple[str, ...]) -> None:
        """Takes a trial that has ended, with the names of all that it reported."""
        if self._pruner is None:
            return
        if reported and self._metric not in reported and not self._is_blind:
            self._is_blind = True
            names = ", ".join(reported)
            self._note(
                f"Early stopping has nothing to judge by: trials report {names}, "
                f"but not {self._metric}."
            )
        try:
            self._pruner.end(record)
        except Exception as error:
            logger.exception("Early stopping failed")
            self._drop(error)

    def _drop(self, error: Exception) -> None:
        self._pruner = None
        self._note(f"Early stopping was given up: {type(error).__name__}: {error}.")


def _pruner_of(rules: SweepRules) -> Pruner | None:
    if rules.early_stopping is None:
        return None
    from tuner_gui.strategies.pruning import make_pruner

    return make_pruner(rules.early_stopping, rules.objective, rules.seed)
