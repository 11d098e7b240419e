"""Tells observers what happens; on the pipeline's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from tuner_gui.core.events import TrialCompleted, TrialFailed, TrialPruned, TuningFinished
from tuner_gui.core.observers import AskingObserver
from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.trial import TrialRecord

logger = logging.getLogger(__name__)


class Observers:
    """The observers of a sweep; one that raises is dropped."""

    def __init__(self, observers: Iterable[ExperimentObserver]) -> None:
        self._observers = list(observers)
        self._askers = [each for each in self._observers if isinstance(each, AskingObserver)]
        self.has_askers = bool(self._askers)
        """False where nobody wants to know of trials before they run."""

    def notify(self, event: ExperimentEvent) -> None:
        """Hands an event to all of them; an interruption of the last one comes after all heard."""
        interruption: BaseException | None = None
        for observer in tuple(self._observers):
            try:
                observer.on_event(event)
            except Exception:  # an observer never ends a sweep
                logger.exception("An observer failed and is dropped: %r", observer)
                self._observers.remove(observer)
            except BaseException as error:
                if not isinstance(event, TuningFinished):
                    raise
                interruption = error
        if interruption is not None:
            raise interruption

    def announce(self, record: TrialRecord) -> None:
        """Tells those who want to know that a trial has been asked for."""
        for asker in tuple(self._askers):
            try:
                asker.on_asked(record)
            except Exception:
                logger.exception("An observer failed and hears of no further trial: %r", asker)
                self._askers.remove(asker)


def ending_event(record: TrialRecord) -> ExperimentEvent:
    """Returns the event of a trial that has ended."""
    match record.state:
        case TrialState.COMPLETE:
            return TrialCompleted(record)
        case TrialState.PRUNED:
            return TrialPruned(record)
        case _:
            return TrialFailed(record)
