"""The history chart: each trial a dot, the best so far a line. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.framing import AutoRange, padded
from tuner_gui.ui.charts.history_dots import LANE
from tuner_gui.ui.charts.history_layer import HistoryLayer
from tuner_gui.ui.charts.history_picking import HistoryPicking
from tuner_gui.ui.charts.history_trace import HistoryTrace
from tuner_gui.ui.charts.history_words import HistoryWords
from tuner_gui.ui.charts.plot_menu import PlotMenu
from tuner_gui.ui.charts.plot_view import PlotView
from tuner_gui.ui.charts.tip_card import TipCard
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.style.theme import Theme

_PADDING_LEFT = 10.0
_PADDING_RIGHT = 14.0
_PADDING_TOP = 14.0
_REPAINT_MS = 6
"""Trials are painted so much after they came: when the rest of the window has been painted, so
that its stall and ours do not add up."""


class HistoryChart(QWidget):
    """Follows a live store and shares the selected trial.

    Signals:
        filled_changed(bool): the first trial came, or all have gone.
        zoom_changed(bool): the person began to look at a part, or everything is shown again.
        picture_saved(str): a sentence that says where.
        picture_failed(str): a sentence that says why not.
    """

    filled_changed = Signal(bool)
    zoom_changed = Signal(bool)
    picture_saved = Signal(str)
    picture_failed = Signal(str)

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "history_chart", self.tr("History of trials"))
        self._live, self._theme = live, theme
        self._auto = AutoRange()
        self._is_followed = True
        self._is_log = False
        self.is_filled = False
        """Whether there are trials."""
        self._trace = HistoryTrace(live.store)
        self._words = HistoryWords(live.store)
        self.view = named(PlotView(theme), "history_plot", self.accessibleName())
        self.layer = HistoryLayer(theme, self._trace)
        self.tip = TipCard(self)
        self.menu = PlotMenu(theme.icons, self.view.picture, self)
        self._picking = HistoryPicking(self.view, self.layer, self.tip, selection, self)
        self._repaint = QTimer(self, singleShot=True, interval=_REPAINT_MS)
        self._assemble()
        self._connect()
        self._on_replaced()

    def _assemble(self) -> None:
        self.view.free_below = LANE
        self.layer.setParentItem(self.view.box)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def _connect(self) -> None:
        self._live.changed.connect(self._on_changed)
        self._live.replaced.connect(self._on_replaced)
        self._live.finished.connect(self._on_finished)
        self._theme.changed.connect(self._on_theme_changed)
        self._repaint.timeout.connect(self.layer.update)
        self.view.frame_changed.connect(self._on_frame_changed)
        self.view.moved_by_hand.connect(self._on_moved_by_hand)
        self.view.double_clicked.connect(self.reset_view)
        self.view.focus_changed.connect(self._on_focus_changed)
        self.view.customContextMenuRequested.connect(self.menu.open_at)
        self.menu.aboutToShow.connect(self._on_menu_opening)
        self.menu.reset_requested.connect(self.reset_view)
        self.menu.log_toggled.connect(self.set_log)
        self.menu.picture_saved.connect(self.picture_saved)
        self.menu.picture_failed.connect(self.picture_failed)

    # what a window may ask

    def set_planned(self, total: int | None) -> None:
        """Says how many trials there will be, so that the axis leaves room for them."""
        self._auto.plan(total)
        self._follow()

    @Slot()
    def reset_view(self) -> None:
        """Shows everything again, and follows what comes."""
        self._set_followed(is_followed=True)
        if self._live.store.count(TrialState.RUNNING):
            self._auto.restart()
            self._auto.follow(self._trace.last_number, self._trace.window)
        else:
            self._auto.settle(self._trace.last_number, self._trace.window)
        self._show_auto_range()

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
        if not self._repaint.isActive():
            self._repaint.start()
        self._follow()
        self._picking.refresh()
        self._describe()

    @Slot()
    def _on_replaced(self) -> None:
        self._read_store()
        self._set_followed(is_followed=True)
        self._auto.settle(self._trace.last_number, self._trace.window)
        self._show_auto_range()
        self._describe()

    @Slot(object)
    def _on_finished(self, _event: object) -> None:
        self._auto.plan(None)
        self._auto.settle(self._trace.last_number, self._trace.window)
        if self._is_followed:
            self._show_auto_range()

    def _read_store(self) -> None:
        self._trace = HistoryTrace(self._live.store, is_log=self._is_log)
        self._words = HistoryWords(self._live.store)
        self.layer.show_trace(self._trace)
        self._picking.follow(self._trace, self._words)

    def _describe(self) -> None:
        is_filled = len(self._live.store) > 0
        if is_filled != self.is_filled:
            self.is_filled = is_filled
            self.filled_changed.emit(is_filled)
        summary = self._words.summary()
        self.setAccessibleDescription(summary)
        self.view.setAccessibleDescription(summary)

    # the range

    def _follow(self) -> None:
        has_changed = self._auto.follow(self._trace.last_number, self._trace.window)
        if has_changed and self._is_followed:
            self._show_auto_range()

    def _show_auto_range(self) -> None:
        frame, ordinates = self.view.frame(), self._auto.ordinates
        self.view.has_values = ordinates is not None
        self.view.is_log = self._is_log
        self.view.show_range(
            padded((0.0, self._auto.end), frame.width, _PADDING_LEFT, _PADDING_RIGHT),
            padded(ordinates or (0.0, 1.0), frame.height, LANE, _PADDING_TOP),
        )

    def _set_followed(self, *, is_followed: bool) -> None:
        if is_followed != self._is_followed:
            self._is_followed = is_followed
            self.zoom_changed.emit(not is_followed)

    @Slot()
    def _on_frame_changed(self) -> None:
        frame, before = self.view.frame(), self.layer.frame
        self.layer.show_frame(frame, self.view.y_ticks().at)
        if self._is_followed and (frame.width, frame.height) != (before.width, before.height):
            self._show_auto_range()
        self._picking.refresh()

    @Slot()
    def _on_moved_by_hand(self) -> None:
        self._set_followed(is_followed=False)

    # the widget

    @Slot()
    def _on_menu_opening(self) -> None:
        has_positive = bool((self._live.store.metric > 0).any())
        self.menu.log.setEnabled(has_positive or self._is_log)

    @Slot()
    def _on_focus_changed(self) -> None:
        self.layer.has_focus = self.view.has_key_focus()
        self.layer.update()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.layer.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along the trials, plus and minus zoom, 0 shows everything."""
        key = event.key()
        if key == Qt.Key.Key_0:
            self.reset_view()
        elif not self.view.handle_zoom_key(key) and not self._picking.handle_key(key):
            super().keyPressEvent(event)
