"""The soft ring around the control that has the keyboard. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme

_FIELDS = (QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit)


class FocusRing(QObject):
    """Follows the keyboard focus: fields always, buttons when reached by key.

    A style sheet can colour an edge but not draw outside it; hence a frame of Qt's own kind.
    """

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__(theme)
        self._theme = theme
        self._frame: _RingFrame | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._frame is not None and not isValid(self._frame):
            self._frame = None
        if self._frame is not None:
            self._frame.deleteLater()
            self._frame = None
        if new is not None and _wants_ring(new):
            self._frame = _RingFrame(self._theme, new)


def _wants_ring(widget: QWidget) -> bool:
    if widget.isWindow() or widget.parentWidget() is None or widget.property("role") == "bare":
        return False
    if isinstance(widget, QAbstractButton):
        by_key = Qt.WidgetAttribute.WA_KeyboardFocusChange
        return widget.window().testAttribute(by_key) or widget.property("role") == "picker"
    return isinstance(widget, _FIELDS)


class _RingFrame(QFocusFrame):
    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(field.parentWidget())
        self._theme = theme
        self._field = field
        self.setObjectName("focus_ring")
        self.setWidget(field)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        tokens = self._theme.tokens
        is_wrong = self._field.property("invalid") == "true"
        colour = QColor(tokens.bad if is_wrong else tokens.accent)
        colour.setAlphaF(0.45)
        inner = QRectF(self._field.geometry().translated(-self.pos()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 3.0))
        radius = METRICS.control_radius + 1.0
        painter.drawRoundedRect(inner.adjusted(-0.5, -0.5, 0.5, 0.5), radius, radius)
        painter.end()
