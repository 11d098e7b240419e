"""The curves chart: what trials report, step by step, a line each. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.insight.curves import metric_to_draw
from tuner_gui.ui.charts.curve_framing import CurveFraming
from tuner_gui.ui.charts.curve_trace import CurveTrace
from tuner_gui.ui.charts.curves_layer import CurvesLayer
from tuner_gui.ui.charts.curves_picking import CurvesPicking
from tuner_gui.ui.charts.curves_words import CurvesWords
from tuner_gui.ui.charts.framing import padded
from tuner_gui.ui.charts.plot_menu import PlotMenu
from tuner_gui.ui.charts.plot_view import PlotView
from tuner_gui.ui.charts.tip_card import TipCard
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QKeyEvent, QShowEvent

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.style.theme import Theme

_PADDING_X = (10.0, 14.0)
_PADDING_Y = (12.0, 14.0)
_REPAINT_MS = 6
"""Curves are painted so much after reports came, when the rest of the window has been painted."""


class CurvesChart(QWidget):
    """Follows a live store and shares the selected trial. While it is hidden, it does nothing.

    Signals:
        filled_changed(bool): the first report came, or all have gone.
        metrics_changed: other metrics have been reported, or another one is drawn.
        zoom_changed(bool): the person began to look at a part, or everything is shown again.
        picture_saved(str): a sentence that says where.
        picture_failed(str): a sentence that says why not.
    """

    filled_changed = Signal(bool)
    metrics_changed = Signal()
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
        named(self, "curves_chart", self.tr("Learning curves"))
        self._live, self._theme = live, theme
        self._framing = CurveFraming()
        self._is_followed = True
        self._wish = ""
        self._missed: set[int] = set()
        self._rows_seen = 0
        self._names: tuple[str, ...] = ()
        self.is_filled = False
        """Whether anything was reported."""
        self._trace = CurveTrace(live.store, "")
        self._words = CurvesWords(self._trace)
        self.view = named(PlotView(theme), "curves_plot", self.accessibleName())
        self.layer = CurvesLayer(theme, self._trace)
        self.tip = TipCard(self)
        self.menu = PlotMenu(theme.icons, self.picture, self)
        self._picking = CurvesPicking(self.view, self.layer, self.tip, selection, self)
        self._repaint = QTimer(self, singleShot=True, interval=_REPAINT_MS)
        self._assemble()
        self._connect()
        self._on_replaced()

    def _assemble(self) -> None:
        self.layer.setParentItem(self.view.box)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusProxy(self.view)
        self.log_steps = self.menu.add_toggle("log_steps", self.tr("Logarithmic steps"))
        self.clip = self.menu.add_toggle("clip_outliers", self.tr("Clip outliers"))
        self.clip.setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def _connect(self) -> None:
        self._live.changed.connect(self._on_changed)
        self._live.replaced.connect(self._on_replaced)
        self._live.finished.connect(self._on_finished)
        self._theme.changed.connect(self._on_theme_changed)
        self._repaint.timeout.connect(self.layer.update)
        self.layer.more_waits.connect(self._repaint.start)
        self.view.frame_changed.connect(self._on_frame_changed)
        self.view.moved_by_hand.connect(self._on_moved_by_hand)
        self.view.double_clicked.connect(self.reset_view)
        self.view.focus_changed.connect(self._on_focus_changed)
        self.view.customContextMenuRequested.connect(self.menu.open_at)
        self.menu.reset_requested.connect(self.reset_view)
        self.menu.log_toggled.connect(self._on_axes_changed)
        self.log_steps.toggled.connect(self._on_axes_changed)
        self.clip.toggled.connect(self._on_clip_toggled)
        self.menu.picture_saved.connect(self.picture_saved)
        self.menu.picture_failed.connect(self.picture_failed)

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
        self._set_followed(is_followed=True)
        self._framing.forget()
        self._framing.follow(self._trace, is_clipped=self.clip.isChecked())
        self._show_range()

    def picture(self) -> QImage:
        """Returns the chart as an image, with twice the pixels of the screen."""
        self.view.picture()  # begins the drawing in that resolution
        self.layer.finish()
        return self.view.picture()

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
        if metric_to_draw(store, self._wish) != self._trace.metric:
            self._read_store()
        if store.reported_names != self._names:
            self._names = store.reported_names
            self.metrics_changed.emit()
        self._missed.update(range(self._rows_seen, len(store)))
        self._rows_seen = len(store)
        rows, self._missed = self._missed, set()
        self.layer.draw_more(self._trace.update(sorted(rows)))
        if not self._repaint.isActive():
            self._repaint.start()
        if self._framing.follow(self._trace, is_clipped=self.clip.isChecked()):
            self._show_range_if_followed()
        self._picking.refresh()
        self._describe()

    @Slot()
    def _on_replaced(self) -> None:
        self._read_store()
        self.reset_view()

    @Slot(object)
    def _on_finished(self, _event: object) -> None:
        self._framing.forget()
        self._framing.follow(self._trace, is_clipped=self.clip.isChecked())
        self._show_range_if_followed()

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
        self._picking.follow(self._trace, self._words)
        self._names = store.reported_names
        self.metrics_changed.emit()
        self._describe()

    def _describe(self) -> None:
        is_filled = bool(self._live.store.reported_names)
        if is_filled != self.is_filled:
            self.is_filled = is_filled
            self.filled_changed.emit(is_filled)
        summary = self._words.summary()
        self.setAccessibleDescription(summary)
        self.view.setAccessibleDescription(summary)

    # the range

    def _show_range_if_followed(self) -> None:
        if self._is_followed:
            self._show_range()

    def _show_range(self) -> None:
        frame, framing = self.view.frame(), self._framing
        self.view.has_values = framing.values is not None
        self.view.is_log, self.view.is_log_x = self._trace.is_log_y, self._trace.is_log_x
        self.view.show_range(
            padded(framing.steps or (0.0, 1.0), frame.width, *_PADDING_X),
            padded(framing.values or (0.0, 1.0), frame.height, *_PADDING_Y),
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
            self._show_range()
        self._picking.refresh()

    @Slot()
    def _on_moved_by_hand(self) -> None:
        self._set_followed(is_followed=False)

    @Slot(bool)
    def _on_axes_changed(self, _is_log: bool) -> None:
        self._read_store()
        self.reset_view()

    @Slot(bool)
    def _on_clip_toggled(self, _is_clipped: bool) -> None:
        self.reset_view()

    # the widget

    @Slot()
    def _on_focus_changed(self) -> None:
        self.layer.has_focus = self.view.has_key_focus()
        self.layer.update()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.layer.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what came while it was hidden."""
        super().showEvent(event)
        self._catch_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along the trials, plus and minus zoom, 0 shows everything."""
        key = event.key()
        if key == Qt.Key.Key_0:
            self.reset_view()
        elif not self.view.handle_zoom_key(key) and not self._picking.handle_key(key):
            super().keyPressEvent(event)
