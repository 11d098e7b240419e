"""The comparison chart: the best so far of several sessions, a line each. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.core.errors import shortened
from tuner_gui.ui.charts.compare_layer import CompareLayer
from tuner_gui.ui.charts.compare_trace import CompareTrace, Step
from tuner_gui.ui.charts.framing import padded, y_range
from tuner_gui.ui.charts.plot_menu import PlotMenu
from tuner_gui.ui.charts.plot_view import PlotView
from tuner_gui.ui.charts.tip_card import TipCard
from tuner_gui.ui.formats import format_duration, format_metric
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from tuner_gui.ui.charts.compare_trace import NamedLine
    from tuner_gui.ui.style.theme import Theme

_PADDING = 14.0
_REACH = 10.0
"""Pixels from a line within which the pointer means it."""


class CompareChart(QWidget):
    """Shows lines; the pointer, and the arrow keys, tell what a step of one is.

    Signals:
        zoom_changed(bool): the person began to look at a part, or everything is shown again.
        picture_saved(str): a sentence that says where.
        picture_failed(str): a sentence that says why not.
    """

    zoom_changed = Signal(bool)
    picture_saved = Signal(str)
    picture_failed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "compare_chart", self.tr("Best so far of each session"))
        self._is_whole = True
        self._is_time = False
        self.trace = CompareTrace((), is_maximized=True)
        """What is shown."""
        self.view = named(PlotView(theme), "compare_plot", self.accessibleName())
        self.layer = CompareLayer(theme, self.trace)
        self.tip = TipCard(self)
        self.menu = PlotMenu(theme.icons, self.view.picture, self)
        self._assemble()
        self._connect(theme)

    def _assemble(self) -> None:
        self.layer.setParentItem(self.view.box)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def _connect(self, theme: Theme) -> None:
        view, menu = self.view, self.menu
        theme.changed.connect(self._on_theme_changed)
        view.frame_changed.connect(self._on_frame_changed)
        view.moved_by_hand.connect(self._on_moved_by_hand)
        view.double_clicked.connect(self.reset_view)
        view.focus_changed.connect(self._on_focus_changed)
        view.pointer_moved.connect(self._on_pointer_moved)
        view.pointer_left.connect(self._on_pointer_left)
        view.customContextMenuRequested.connect(menu.open_at)
        menu.aboutToShow.connect(self._on_menu_opening)
        menu.reset_requested.connect(self.reset_view)
        menu.log_toggled.connect(self._on_log_toggled)
        menu.picture_saved.connect(self.picture_saved)
        menu.picture_failed.connect(self.picture_failed)

    # what a window may ask

    def show_lines(self, lines: Sequence[NamedLine], *, is_maximized: bool, is_time: bool) -> None:
        """Shows these lines, all of them in view.

        Args:
            lines: the sessions; where their slots lead, their colours are.
            is_maximized: whether more is better.
            is_time: abscissae are seconds, else trial numbers.
        """
        self._is_time = is_time
        self._take(CompareTrace(lines, is_maximized=is_maximized, is_log=self.trace.is_log))

    @Slot()
    def reset_view(self) -> None:
        """Shows everything again."""
        self._set_whole(is_whole=True)
        self._show_whole()

    def emphasise(self, place: int | None) -> None:
        """Brings a line before the others, as the pointer does; None brings them back."""
        steps = 0 if place is None else len(self.trace.lines[place].line)
        self._mean(Step(place, steps - 1) if place is not None and steps else None)
        self.tip.hide()

    # lines and range

    def _take(self, trace: CompareTrace) -> None:
        self.trace = trace
        self.layer.show_trace(trace)
        self.tip.hide()
        self.setAccessibleDescription(self._summary())
        self.view.setAccessibleDescription(self._summary())
        self.reset_view()

    def _show_whole(self) -> None:
        frame, window = self.view.frame(), self.trace.window
        self.view.has_values = window is not None
        self.view.is_log, self.view.is_time_x = self.trace.is_log, self._is_time
        y = y_range(window, None) if window is not None else (0.0, 1.0)
        end = self.trace.end or 1.0
        self.view.show_range(
            padded((0.0, end), frame.width, _PADDING, _PADDING),
            padded(y, frame.height, _PADDING, _PADDING),
        )

    def _set_whole(self, *, is_whole: bool) -> None:
        if is_whole != self._is_whole:
            self._is_whole = is_whole
            self.zoom_changed.emit(not is_whole)

    @Slot()
    def _on_frame_changed(self) -> None:
        frame, before = self.view.frame(), self.layer.frame
        self.layer.show_frame(frame, self.view.y_ticks().at)
        if self._is_whole and (frame.width, frame.height) != (before.width, before.height):
            self._show_whole()

    @Slot()
    def _on_moved_by_hand(self) -> None:
        self._set_whole(is_whole=False)
        self.tip.hide()

    @Slot(bool)
    def _on_log_toggled(self, is_log: bool) -> None:
        lines, is_maximized = self.trace.lines, self.trace.is_maximized
        self._take(CompareTrace(lines, is_maximized=is_maximized, is_log=is_log))

    # what is meant

    @Slot(QPointF)
    def _on_pointer_moved(self, pixel: QPointF) -> None:
        step = None
        if self.layer.frame.is_usable:
            step = self.trace.near(self.layer.frame, pixel.x(), pixel.y(), _REACH)
        self._mean(step)

    @Slot()
    def _on_pointer_left(self) -> None:
        self._mean(None)

    def _mean(self, step: Step | None) -> None:
        """Rings a step and says what it is."""
        if step is None:
            self.tip.hide()
        else:
            at = self.view.place_of(self.layer.spot(step))
            self.tip.show_beside(at, self.view.box_rect(), self._title(step), self._detail(step))
        if step != self.layer.meant:
            self.layer.meant = step
            self.layer.update()

    def _title(self, step: Step) -> str:
        each = self.trace.lines[step.line]
        value = format_metric(float(each.line.values[step.at]))
        return f"{shortened(each.name)} · {value}"

    def _detail(self, step: Step) -> str:
        line = self.trace.lines[step.line].line
        number = self.tr("trial {number}").format(number=f"{int(line.numbers[step.at]):,}")
        if not self._is_time:
            return number
        after = format_duration(1000 * float(line.at[step.at]))
        return self.tr("{trial} · after {time}").format(trial=number, time=after)

    def _summary(self) -> str:
        """The whole chart as one line, for a screen reader."""
        ends = [
            f"{each.name} {format_metric(float(each.line.values[-1]))}"
            for each in self.trace.lines
            if len(each.line)
        ]
        return ", ".join(ends) or self.tr("no lines")

    # the widget

    @Slot()
    def _on_menu_opening(self) -> None:
        values = [each.line.values for each in self.trace.lines]
        self.menu.log.setEnabled(self.trace.is_log or any((each > 0).any() for each in values))

    @Slot()
    def _on_focus_changed(self) -> None:
        self.layer.has_focus = self.view.has_key_focus()
        self.layer.update()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.layer.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk along a line, up and down change it; plus, minus and 0 zoom."""
        key = event.key()
        if key == Qt.Key.Key_0:
            self.reset_view()
        elif not self.view.handle_zoom_key(key) and not self._walk(key):
            super().keyPressEvent(event)

    def _walk(self, key: int) -> bool:
        filled = [place for place, each in enumerate(self.trace.lines) if len(each.line)]
        meant = self.layer.meant
        if not filled or (key == Qt.Key.Key_Escape and meant is None):
            return False
        if key == Qt.Key.Key_Escape:
            self._mean(None)
            return True
        ways = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if key not in ways:
            return False
        across, along = ways[Qt.Key(key)]
        if meant is None:
            line = self.trace.leader()
            chosen = filled[0] if line is None else line
            self._mean(Step(chosen, len(self.trace.lines[chosen].line) - 1))
        elif across:
            chosen = filled[(filled.index(meant.line) + across) % len(filled)]
            self._mean(Step(chosen, len(self.trace.lines[chosen].line) - 1))
        else:
            last = len(self.trace.lines[meant.line].line) - 1
            self._mean(Step(meant.line, min(max(0, meant.at + along), last)))
        return True
