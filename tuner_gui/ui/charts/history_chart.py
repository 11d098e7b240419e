"""The history chart: each trial a dot, the best so far a line. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.framing import AutoRange, padded
from tuner_gui.ui.charts.history_dots import LANE
from tuner_gui.ui.charts.history_layer import HistoryLayer
from tuner_gui.ui.charts.history_trace import HistoryTrace
from tuner_gui.ui.charts.history_words import HistoryWords
from tuner_gui.ui.charts.trial_chart import TrialChart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.style.theme import Theme

_PADDING_X = (10.0, 14.0)
_PADDING_TOP = 14.0


class HistoryChart(TrialChart):
    """Follows a live store and shares the selected trial."""

    layer: HistoryLayer

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        trace = HistoryTrace(live.store)
        super().__init__(live, selection, theme, HistoryLayer(theme, trace), parent)
        self._entitle("history", self.tr("History of trials"))
        self._trace, self._words = trace, HistoryWords(live.store)
        self._auto = AutoRange()
        self._is_log = False
        self.view.free_below = LANE
        self._connect(live)
        self._on_replaced()

    def _connect(self, live: LiveStore) -> None:
        live.changed.connect(self._on_changed)
        live.replaced.connect(self._on_replaced)
        live.finished.connect(self._on_finished)
        self._picking.walked.connect(self.view.reveal)
        self.menu.aboutToShow.connect(self._on_menu_opening)
        self.menu.log_toggled.connect(self.set_log)

    # what a window may ask

    def set_planned(self, total: int | None) -> None:
        """Says how many trials there will be, so that the axis leaves room for them."""
        self._auto.plan(total)
        self._widen()

    @Slot()
    def reset_view(self) -> None:
        """Shows everything again, and follows what comes."""
        if self._live.store.count(TrialState.RUNNING):
            self._auto.restart()
            self._follow()
        else:
            self._settle()
        super().reset_view()

    @Slot(bool)
    def set_log(self, is_log: bool) -> None:
        """Makes the y axis logarithmic; values that are not positive leave it."""
        self._is_log = is_log
        self._read_store()
        self.reset_view()

    # trials

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        self.layer.draw_more(self._trace.update(change))
        self._show_growth()

    @Slot()
    def _on_replaced(self) -> None:
        self._read_store()
        self._settle()
        super().reset_view()
        self._describe()

    @Slot(object)
    def _on_finished(self, _event: object) -> None:
        self._auto.plan(None)
        self._settle()
        if self._is_followed:
            self._show_range()

    def _read_store(self) -> None:
        self._trace = HistoryTrace(self._live.store, is_log=self._is_log)
        self._words = HistoryWords(self._live.store)
        self.layer.show_trace(self._trace)
        self._picking.start_over()

    def _describe(self) -> None:
        self._tell(is_filled=len(self._live.store) > 0, summary=self._words.summary())

    def _say(self, spot: Spot) -> tuple[str, str]:
        return self._words.title(spot.row), self._words.detail(spot.row)

    # the range

    def _follow(self) -> bool:
        return self._auto.follow(self._trace.last_number, self._trace.window)

    def _settle(self) -> None:
        self._auto.settle(self._trace.last_number, self._trace.window)

    def _fit_shown(self) -> None:
        """The axis of trials stays: hidden ones leave a gap in it."""
        self._auto.fit(self._trace.window)
        self._show_range()

    def _show_range(self) -> None:
        frame, ordinates = self.view.frame(), self._auto.ordinates
        self.view.has_values = ordinates is not None
        self.view.is_log = self._is_log
        self.view.show_range(
            padded((0.0, self._auto.end), frame.width, *_PADDING_X),
            padded(ordinates or (0.0, 1.0), frame.height, LANE, _PADDING_TOP),
        )

    @Slot()
    def _on_menu_opening(self) -> None:
        has_positive = bool((self._live.store.metric > 0).any())
        self.menu.log.setEnabled(has_positive or self._is_log)
