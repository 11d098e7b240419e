"""Ticks while a trial runs and the table is to be seen. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_TICK_MS = 1_000


class RunningClock(QObject):
    """Once a second, the times of running trials are to be written anew.

    Signals:
        ticked(): a second has passed.
    """

    ticked = Signal()

    def __init__(self, view: QWidget, model: TrialTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.ticked)
        model.rearranged.connect(self._on_trials_changed)
        model.rows_changed.connect(self._on_trials_changed)
        model.modelReset.connect(self._on_trials_changed)
        view.installEventFilter(self)

    def is_ticking(self) -> bool:
        """Whether the clock runs."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Runs only while the view is to be seen."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._keep_ticking(is_visible=event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_trials_changed(self) -> None:
        self._keep_ticking(is_visible=self._view.isVisible())

    def _keep_ticking(self, *, is_visible: bool) -> None:
        is_needed = is_visible and self._model.store.count(TrialState.RUNNING) > 0
        if is_needed and not self.is_ticking():
            self._timer.start()
        elif not is_needed:
            self._timer.stop()
