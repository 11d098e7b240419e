"""The soft ring around the control that has the keyboard. GUI thread."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING, Final
from weakref import WeakMethod

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import delete, isValid

from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme

_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit)
_WIDTH: Final = 2
_MOVES: Final = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QObject):
    """Follows the keyboard focus: fields always, buttons and views when reached by key.

    A style sheet can colour an edge but not draw outside it. Qt's own QFocusFrame lies under its
    siblings and is cut off by a narrow parent, unless a style says otherwise, and a style written
    in Python crashes now and then at exit: hence a plain widget on top.
    """

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__(theme)
        self._theme = theme
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._on_focus_changed)
        # An exit with a window still open destroys it while Qt can no longer call into Python
        # safely: an event filter that is still there then crashes the interpreter.
        drop = WeakMethod(self._drop)
        atexit.register(lambda: call() if (call := drop()) else None)

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._drop()
        if new is not None and _wants_ring(new):
            self._ring = _Ring(self._theme, new, _ancestors(new))

    def _drop(self) -> None:
        if self._ring is not None and isValid(self._ring):
            delete(self._ring)
        self._ring = None


def _wants_ring(widget: QWidget) -> bool:
    if widget.isWindow() or widget.property("role") == "bare":
        return False
    if isinstance(widget, (QAbstractButton, QAbstractScrollArea)) and not _is_field(widget):
        return widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    return _is_field(widget)


def _is_field(widget: QWidget) -> bool:
    return isinstance(widget, _FIELDS)


def _reach(widget: QWidget) -> int:
    """How far the ring goes beyond the edge; views fill their pane and have it inside."""
    return 0 if isinstance(widget, QAbstractScrollArea) and not _is_field(widget) else _WIDTH


def _ancestors(widget: QWidget) -> list[QWidget]:
    """Upwards to the one that clips: the viewport of a scroll area, or the window."""
    found: list[QWidget] = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        above = parent.parentWidget()
        if parent.isWindow() or isinstance(above, QAbstractScrollArea):
            break
        parent = above
    return found


class _Ring(QWidget):
    """Lies on the last of ``ancestors`` and keeps to the field, wherever that is moved."""

    def __init__(self, theme: Theme, field: QWidget, ancestors: list[QWidget]) -> None:
        self._theme = theme
        self._field = field
        self._host = ancestors[-1]
        super().__init__(self._host)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (field, *ancestors[:-1]):
            widget.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() in _MOVES and isValid(self._field):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        tokens = self._theme.tokens
        is_wrong = self._field.property("invalid") == "true"
        colour = QColor(tokens.bad if is_wrong else tokens.accent)
        colour.setAlphaF(0.4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, _WIDTH))
        middle = _WIDTH / 2
        radius = METRICS.control_radius + middle
        edge = QRectF(self.rect()).adjusted(middle, middle, -middle, -middle)
        painter.drawRoundedRect(edge, radius, radius)
        painter.end()

    def _follow(self) -> None:
        field = self._field
        corner = field.mapTo(self._host, QPoint(0, 0))
        inside = QRect(corner, field.size())
        reach = _reach(field)
        self.setGeometry(inside.adjusted(-reach, -reach, reach, reach))
        hole = self.rect().adjusted(4, 4, -4, -4)
        self.setMask(QRegion(self.rect()) - QRegion(hole))
        self.setVisible(field.isVisible())
        self.raise_()
