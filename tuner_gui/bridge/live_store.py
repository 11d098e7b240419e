"""The one TrialStore of the window, and which trial is selected. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.core.events import TuningFinished
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial_store import TrialStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.marks import TrialMark


class LiveStore(QObject):
    """Feeds the store once per batch and says what changed.

    Signals:
        changed(StoreChange): a batch of events was applied.
        replaced(): another sweep or session: read everything anew, also the objective.
        finished(TuningFinished): the last event of a sweep was applied.
        marked(frozenset[int]): a person said something of the trials with these numbers.
        marking_changed(): whether trials can be marked.
    """

    changed = Signal(object)
    replaced = Signal()
    finished = Signal(object)
    marked = Signal(object)
    marking_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = TrialStore(Objective())
        self._marking_obstacle = ""

    @property
    def marking_obstacle(self) -> str:
        """Why no trial can be marked, in a sentence; nothing where one can."""
        return self._marking_obstacle

    def set_marking_obstacle(self, reason: str) -> None:
        """Says why no trial can be marked."""
        if reason != self._marking_obstacle:
            self._marking_obstacle = reason
            self.marking_changed.emit()

    @property
    def store(self) -> TrialStore:
        """The trials; read it, never feed it."""
        return self._store

    def replace(self, store: TrialStore) -> None:
        """Starts over with another store, which is fed only here from now on."""
        self._store = store
        self.replaced.emit()

    @Slot(object)
    def apply(self, events: Sequence[ExperimentEvent]) -> None:
        """Takes a batch of events."""
        self.changed.emit(self._store.apply(events))
        for event in events:
            if isinstance(event, TuningFinished):
                self.finished.emit(event)

    def mark(self, marks: Mapping[int, TrialMark]) -> None:
        """Takes what a person says of trials, by number; nothing while there is an obstacle."""
        if not self._marking_obstacle:
            self.take_marks(marks)

    @Slot(object)
    def take_marks(self, marks: Mapping[int, TrialMark]) -> None:
        """Takes what was said, here or elsewhere; what is the same as before is passed over."""
        known = self._store.marks
        news = {number: mark for number, mark in marks.items() if mark != known.of(number)}
        if news:
            known.put(news)
            self.marked.emit(frozenset(news))


class TrialSelection(QObject):
    """The trial that table, chart and inspector show; None is the best so far.

    Signals:
        current_changed(int | None): another trial number, or None.
    """

    current_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: int | None = None

    @property
    def current(self) -> int | None:
        """The selected trial's number."""
        return self._current

    def select(self, number: int | None) -> None:
        """Selects a trial by number, or none."""
        if number != self._current:
            self._current = number
            self.current_changed.emit(number)
