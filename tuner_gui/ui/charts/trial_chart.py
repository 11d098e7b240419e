"""A chart of the trials in the live store, with the selected one in common. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QTimer, Signal, Slot

from tuner_gui.ui.charts.plot_chart import PlotChart
from tuner_gui.ui.charts.trial_picking import TrialPicking

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.charts.trial_layer import TrialLayer
    from tuner_gui.ui.style.theme import Theme

_REPAINT_MS = 6
"""Trials are painted so much after they came: when the rest of the window has been painted, so
that its stall and ours do not add up."""


class TrialChart(PlotChart):
    """Follows a live store, and shares the selected trial.

    Signals:
        filled_changed(bool): there is something to show for the first time, or nothing any more.
    """

    filled_changed = Signal(bool)

    layer: TrialLayer[Any]

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        layer: TrialLayer[Any],
        parent: QWidget | None,
    ) -> None:
        super().__init__(theme, layer, parent)
        self._live = live
        self.is_filled = False
        """Whether there is something to show."""
        self._picking = TrialPicking(
            self.view, layer, self.tip, selection, say=self._say, parent=self
        )
        self._repaint = QTimer(self, singleShot=True, interval=_REPAINT_MS)
        self._repaint.timeout.connect(layer.update)
        live.marked.connect(self._on_marked)

    # what a chart says of itself

    def _say(self, spot: Spot) -> tuple[str, str]:
        """Returns two lines about a spot."""
        raise NotImplementedError

    def _follow(self) -> bool:
        """Lets the range take what has come; says whether it is another one now."""
        raise NotImplementedError

    def _describe(self) -> None:
        """Tells whether there is something to show, and what."""
        raise NotImplementedError

    def _read_store(self) -> None:
        """Shows a trace that is read anew."""
        raise NotImplementedError

    # what all of them do

    def _hides_others(self) -> bool:
        """Says whether other trials are hidden than when the trace was read."""
        hidden = self._live.store.marks.hidden_numbers()
        return not np.array_equal(hidden, self.layer.trace.hidden)

    @Slot(object)
    def _on_marked(self, _numbers: frozenset[int]) -> None:
        if self._hides_others():
            self._read_store()
            self._describe()
            if self._is_followed:
                self._fit_shown()

    def _fit_shown(self) -> None:
        """Shows what is left where other trials were hidden."""
        self.reset_view()

    def _show_growth(self) -> None:
        """Shows what the trace has read and the layer was told to draw."""
        if not self._repaint.isActive():
            self._repaint.start()
        self._widen()
        self._picking.refresh()
        self._describe()

    def _widen(self) -> None:
        if self._follow() and self._is_followed:
            self._show_range()

    def _tell(self, *, is_filled: bool, summary: str) -> None:
        if is_filled != self.is_filled:
            self.is_filled = is_filled
            self.filled_changed.emit(is_filled)
        self._set_summary(summary)

    def _walk(self, key: int) -> bool:
        return self._picking.handle_key(key)

    @Slot()
    def _on_frame_changed(self) -> None:
        super()._on_frame_changed()
        self._picking.refresh()
