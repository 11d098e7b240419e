"""The comparison chart: the best so far of several sessions, a line each. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Slot

from tuner_gui.core.errors import shortened
from tuner_gui.ui.charts.compare_layer import CompareLayer
from tuner_gui.ui.charts.compare_trace import CompareTrace, Step
from tuner_gui.ui.charts.framing import padded, y_range
from tuner_gui.ui.charts.plot_chart import PlotChart
from tuner_gui.ui.formats import format_duration, format_metric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.charts.compare_trace import NamedLine
    from tuner_gui.ui.style.theme import Theme

_PADDING = 14.0
_REACH = 10.0
"""Pixels from a line within which the pointer means it."""


class CompareChart(PlotChart):
    """Shows lines; the pointer, and the arrow keys, tell what a step of one is."""

    layer: CompareLayer

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        trace = CompareTrace((), is_maximized=True)
        super().__init__(theme, CompareLayer(theme, trace), parent)
        self._entitle("compare", self.tr("Best so far of each session"))
        self.trace = trace
        """What is shown."""
        self._is_time = False
        self.view.pointer_moved.connect(self._on_pointer_moved)
        self.view.pointer_left.connect(self._on_pointer_left)
        self.menu.aboutToShow.connect(self._on_menu_opening)
        self.menu.log_toggled.connect(self._on_log_toggled)

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
        self._set_summary(self._summary())
        self.reset_view()

    def _show_range(self) -> None:
        frame, window = self.view.frame(), self.trace.window
        self.view.has_values = window is not None
        self.view.is_log, self.view.is_time_x = self.trace.is_log, self._is_time
        y = y_range(window, None) if window is not None else (0.0, 1.0)
        end = self.trace.end or 1.0
        self.view.show_range(
            padded((0.0, end), frame.width, _PADDING, _PADDING),
            padded(y, frame.height, _PADDING, _PADDING),
        )

    @Slot()
    def _on_moved_by_hand(self) -> None:
        super()._on_moved_by_hand()
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

    @Slot()
    def _on_menu_opening(self) -> None:
        values = [each.line.values for each in self.trace.lines]
        self.menu.log.setEnabled(self.trace.is_log or any((each > 0).any() for each in values))

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
