"""What the curves chart says in words: of a report, and of all curves. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.trials.trial_words import state_word

if TYPE_CHECKING:
    from tuner_gui.ui.charts.curve_trace import CurveTrace
    from tuner_gui.ui.charts.nearness import Spot


class CurvesWords(QObject):
    """Finds the words for a trace."""

    def __init__(self, trace: CurveTrace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trace = trace

    def title(self, spot: Spot) -> str:
        """Returns the trial and the step."""
        step, _ = self._trace.report_at(spot.row, spot.at)
        number = int(self._trace.store.numbers[spot.row])
        return self.tr("Trial {number} · step {step}").format(number=number, step=f"{step:,}")

    def detail(self, spot: Spot) -> str:
        """Returns the value there, and the state of the trial where that is not plain."""
        _, value = self._trace.report_at(spot.row, spot.at)
        text = f"{self._trace.metric} {format_metric(value)}"
        state = self._trace.store.state(spot.row)
        if spot.row == self._trace.store.best_row:
            return self.tr("{value} · the best").format(value=text)
        if state is TrialState.COMPLETE:
            return text
        return f"{text} · {state_word(state).lower()}"

    def summary(self) -> str:
        """Returns the whole chart as one line, for a screen reader."""
        trace, store = self._trace, self._trace.store
        count = trace.count + len(trace.running)
        if not count:
            return self.tr("no curves")
        text = self.tr("1 curve") if count == 1 else self.tr("{count} curves").format(count=count)
        parts = [self.tr("{curves} of {metric}").format(curves=text, metric=trace.metric)]
        if trace.running:
            parts.append(self.tr("{count} running").format(count=len(trace.running)))
        best = trace.curve(store.best_row)
        if best is not None:
            step, value = trace.report_at(best.row, len(best.x) - 1)
            said = self.tr("the best, trial {number}, is at {value} at step {step}")
            number = int(store.numbers[best.row])
            parts.append(said.format(number=number, value=format_metric(value), step=step))
        return ", ".join(parts)
