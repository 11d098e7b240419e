"""A trial's learning curve with its heading and its last value in words. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import FieldLabel, WrappedLabel
from tuner_gui.ui.inspector.curve_plot import CurvePlot
from tuner_gui.ui.inspector.trial_curve import curve_words, trial_curve

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme


class CurveSection(QWidget):
    """Hidden while the trial has reported nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trial_curve")
        self._plot = CurvePlot(theme)
        self._words = WrappedLabel("", "second")
        self._words.setObjectName("trial_curve_words")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(FieldLabel(self.tr("Learning curve"), self._plot))
        layout.addWidget(self._plot)
        layout.addWidget(self._words)
        self.hide()

    def show_trial(self, store: TrialStore, row: int) -> None:
        """Shows what a trial has reported so far, before what the best reported."""
        curve = trial_curve(store, row)
        self.setVisible(curve is not None)
        if curve is None:
            return
        best = None if curve.is_best else trial_curve(store, store.best_row, curve.metric)
        words = curve_words(curve, best)
        self._plot.show_curves(curve, best)
        self._plot.setAccessibleDescription(words)
        self._words.setText(words)
