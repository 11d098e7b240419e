"""The curves chart: what trials report, step by step, a line each. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from tuner_gui.insight.curves import metric_to_draw
from tuner_gui.ui.charts.curve_framing import CurveFraming
from tuner_gui.ui.charts.curve_trace import CurveTrace
from tuner_gui.ui.charts.curves_layer import CurvesLayer
from tuner_gui.ui.charts.curves_words import CurvesWords
from tuner_gui.ui.charts.framing import padded
from tuner_gui.ui.charts.trial_chart import TrialChart

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.style.theme import Theme

_PADDING_X = (10.0, 14.0)
_PADDING_Y = (12.0, 14.0)


class CurvesChart(TrialChart):
    """Follows a live store and shares the selected trial. While it is hidden, it does nothing.

    Signals:
        metrics_changed: other metrics have been reported, or another one is drawn.
    """

    metrics_changed = Signal()

    layer: CurvesLayer

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        trace = CurveTrace(live.store, "")
        super().__init__(live, selection, theme, CurvesLayer(theme, trace), parent)
        self._entitle("curves", self.tr("Learning curves"))
        self._trace, self._words = trace, CurvesWords(trace)
        self._framing = CurveFraming()
        self._wish = ""
        self._missed: set[int] = set()
        self._rows_seen = 0
        self._names: tuple[str, ...] = ()
        self.log_steps = self.menu.add_toggle("log_steps", self.tr("Logarithmic steps"))
        self.clip = self.menu.add_toggle("clip_outliers", self.tr("Clip outliers"))
        self.clip.setChecked(True)
        self._connect(live)
        self._on_replaced()

    def _connect(self, live: LiveStore) -> None:
        live.changed.connect(self._on_changed)
        live.replaced.connect(self._on_replaced)
        live.finished.connect(self._on_finished)
        self.layer.more_waits.connect(self._repaint.start)
        self.menu.log_toggled.connect(self._on_axes_changed)
        self.log_steps.toggled.connect(self._on_axes_changed)
        self.clip.toggled.connect(self._on_clip_toggled)

    # what a window may ask

    @property
    def shown_metric(self) -> str:
        """The metric that is drawn; empty while nothing was reported."""
        return self._trace.metric

    def metrics(self) -> tuple[str, ...]:
        """Returns what can be drawn."""
        return self._live.store.reported_names

    @Slot(str)
    def show_metric(self, name: str) -> None:
        """Draws another metric, from now on and in later sweeps that report it."""
        self._wish = name
        if name != self._trace.metric:
            self._read_store()
            self.reset_view()

    @Slot()
    def reset_view(self) -> None:
        """Shows everything again, and follows what comes."""
        self._fit()
        super().reset_view()

    # trials

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        self._missed.update(change.changed)
        if self.isVisible() or not self.is_filled:
            self._catch_up()

    def _catch_up(self) -> None:
        """Takes what has changed since the last time."""
        store = self._live.store
        if not store.reported_names:  # all rows are read once a metric is known
            self._missed.clear()
            return
        if metric_to_draw(store, self._wish) != self._trace.metric or self._hides_others():
            self._read_store()
        if store.reported_names != self._names:
            self._names = store.reported_names
            self.metrics_changed.emit()
        self._missed.update(range(self._rows_seen, len(store)))
        self._rows_seen = len(store)
        rows, self._missed = self._missed, set()
        self.layer.draw_more(self._trace.update(sorted(rows)))
        self._show_growth()

    @Slot(object)
    def _on_marked(self, numbers: frozenset[int]) -> None:
        if self.isVisible():
            super()._on_marked(numbers)

    @Slot()
    def _on_replaced(self) -> None:
        self._read_store()
        self.reset_view()

    @Slot(object)
    def _on_finished(self, _event: object) -> None:
        self._fit()
        if self._is_followed:
            self._show_range()

    def _read_store(self) -> None:
        store = self._live.store
        self._missed.clear()
        self._rows_seen = len(store)
        self._trace = CurveTrace(
            store,
            metric_to_draw(store, self._wish),
            is_log_x=self.log_steps.isChecked(),
            is_log_y=self.menu.log.isChecked(),
        )
        self._words = CurvesWords(self._trace)
        self.layer.show_trace(self._trace)
        self._picking.start_over()
        self._names = store.reported_names
        self.metrics_changed.emit()
        self._describe()

    def _describe(self) -> None:
        is_filled = bool(self._live.store.reported_names)
        self._tell(is_filled=is_filled, summary=self._words.summary())

    def _say(self, spot: Spot) -> tuple[str, str]:
        return self._words.title(spot), self._words.detail(spot)

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what came while it was hidden."""
        super().showEvent(event)
        self._catch_up()

    # the range

    def _follow(self) -> bool:
        return self._framing.follow(self._trace, is_clipped=self.clip.isChecked())

    def _fit(self) -> None:
        self._framing.forget()
        self._follow()

    def _show_range(self) -> None:
        frame, framing = self.view.frame(), self._framing
        self.view.has_values = framing.values is not None
        self.view.is_log, self.view.is_log_x = self._trace.is_log_y, self._trace.is_log_x
        self.view.show_range(
            padded(framing.steps or (0.0, 1.0), frame.width, *_PADDING_X),
            padded(framing.values or (0.0, 1.0), frame.height, *_PADDING_Y),
        )

    @Slot(bool)
    def _on_axes_changed(self, _is_log: bool) -> None:
        self._read_store()
        self.reset_view()

    @Slot(bool)
    def _on_clip_toggled(self, _is_clipped: bool) -> None:
        self.reset_view()
