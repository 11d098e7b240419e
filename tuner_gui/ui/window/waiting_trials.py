"""How many trials that a person asked for have not begun yet. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.core.trial import TrialOrigin

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.trial_store import StoreChange

_ASKED = (TrialOrigin.AGAIN, TrialOrigin.QUEUED)


class WaitingTrials(QObject):
    """Counts what was asked of the running sweep against what it has begun.

    Signals:
        changed(int): how many wait.
    """

    changed = Signal(int)

    def __init__(self, live: LiveStore, parent: QObject) -> None:
        super().__init__(parent)
        self._live = live
        self._count = 0
        live.changed.connect(self._on_changed)

    def add(self, count: int) -> None:
        """Notes that so many more were asked for."""
        self._set(self._count + count)

    def clear(self) -> None:
        """Forgets them: the sweep has ended."""
        self._set(0)

    def _set(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.changed.emit(count)

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        if self._count:
            store = self._live.store
            rows = range(change.first_new, len(store))
            begun = sum(store.origin(row)[0] in _ASKED for row in rows)
            self._set(max(0, self._count - begun))
