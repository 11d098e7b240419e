"""A trial's learning curve, small, before that of the best; painted. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.framing import Frame, padded
from tuner_gui.ui.charts.strokes import dot, stroke
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS, blend

if TYPE_CHECKING:
    from tuner_gui.ui.inspector.trial_curve import TrialCurve
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_HEIGHT = 96
_ROOM = 7.0
"""Pixels that the lines stay away from every edge."""

_LABEL_GAP = 6.0
_BEHIND = 0.5
"""How strong the line of the best is."""

_BAR = 4.0
_FARTHEST = 1e300
"""Beyond that, the distance of two values may be infinite."""


class CurvePlot(QWidget):
    """Lines without axes; the lowest and the highest value at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trial_curve_plot", self.tr("Learning curve"))
        self._theme = theme
        self._curve: TrialCurve | None = None
        self._best: TrialCurve | None = None
        self._font = theme.ui_font(METRICS.tiny)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_curves(self, curve: TrialCurve, best: TrialCurve | None) -> None:
        """Shows a curve, and behind it the best's unless it is that one."""
        self._curve, self._best = curve, best
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(240, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for some of the line."""
        return QSize(120, _HEIGHT)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints both lines."""
        curve = self._curve
        if curve is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        frame = self._frame()
        if self._best is not None:
            stroke(painter, _line(frame, self._best), blend(tokens.pane, tokens.good, _BEHIND), 1.5)
        line, colour = _line(frame, curve), self._colour_of(curve)
        stroke(painter, line, tokens.pane, 3.5)
        stroke(painter, line, colour, 1.5)
        end = line.last()
        if curve.state is TrialState.PRUNED:
            bar = QPolygonF([end - QPointF(0, _BAR), end + QPointF(0, _BAR)])
            stroke(painter, bar, colour, 2)
        else:
            dot(painter, end, colour, 3)
        painter.end()

    def _colour_of(self, curve: TrialCurve) -> str:
        tokens = self._theme.tokens
        match curve.state:
            case TrialState.RUNNING:
                return tokens.running
            case TrialState.PRUNED:
                return tokens.pruned
            case TrialState.FAILED:
                return tokens.bad
            case _:
                return tokens.good if curve.is_best else tokens.accent

    def _paint_scale(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        low, high = self._values()
        width, grid = self._plot_width(), QColor(tokens.grid)
        right = QRectF(width, 0, self.width() - width, 2 * _ROOM)
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.text_third))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, middle in ((high, _ROOM), (low, self.height() - _ROOM)):
            painter.fillRect(QRectF(0, round(middle), width, 1), grid)
            right.moveTop(middle - _ROOM)
            painter.drawText(right, flags, format_metric(value))

    def _plot_width(self) -> float:
        metrics = QFontMetricsF(self._font)
        widest = max(metrics.horizontalAdvance(format_metric(each)) for each in self._values())
        return self.width() - widest - _LABEL_GAP

    # where things are

    def _shown(self) -> list[TrialCurve]:
        return [each for each in (self._curve, self._best) if each is not None]

    def _values(self) -> tuple[float, float]:
        values = np.concatenate([each.values for each in self._shown()])
        return float(values.min()), float(values.max())

    def _frame(self) -> Frame:
        steps = np.concatenate([each.steps for each in self._shown()])
        first, last = float(steps.min()), float(steps.max())
        low, high = self._values()
        if last <= first:
            first, last = first - 1, last + 1
        if high <= low:
            low, high = low - 1, high + 1
        low, high = max(low, -_FARTHEST), min(high, _FARTHEST)
        width, height = self._plot_width(), float(self.height())
        left, right = padded((first, last), width, 2, _ROOM)
        bottom, top = padded((low, high), height, _ROOM, _ROOM)
        return Frame(left, right, bottom, top, width, height)

    # pointer

    def event(self, event: QEvent) -> bool:
        """Says step and value of the report nearest to the pointer."""
        if isinstance(event, QHelpEvent) and self._curve is not None:
            pixels = self._frame().x(self._curve.steps)
            at = int(np.abs(pixels - event.pos().x()).argmin())
            text = self.tr("step {step}: {value}")
            value = format_metric(float(self._curve.values[at]))
            step = f"{int(self._curve.steps[at]):,}"
            tip = plain_tip(text.format(step=step, value=value))
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    @Slot(object)
    def _on_theme_changed(self, _tokens: Tokens) -> None:
        self.update()


def _line(frame: Frame, curve: TrialCurve) -> QPolygonF:
    x, y = frame.points(curve.steps.astype(np.float64), curve.values)
    return QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
