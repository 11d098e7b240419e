"""Makes the undo keys mean the space in the fields of its form too. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYS = {
    (Qt.Key.Key_Z, _CTRL),
    (Qt.Key.Key_Z, _CTRL | _SHIFT),
    (Qt.Key.Key_Y, _CTRL),
}


class UndoKeys(QObject):
    """Keeps the fields of an area from undoing by themselves.

    What is typed there is a step of the space: a field's own history would undo letters that the
    space does not know of. The keys are left to the window's actions.

    Signals:
        left(): the focus went from one widget to another.
    """

    left = Signal()

    def __init__(self, area: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._area = area
        self._field: QLineEdit | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaves the undo keys to the window; the field never sees them."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        if not isinstance(event, QKeyEvent) or not _is_undo_key(event):
            return super().eventFilter(watched, event)
        if kind == QEvent.Type.ShortcutOverride:
            event.ignore()
        return True

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = None
        if isinstance(now, QLineEdit) and self._area.isAncestorOf(now):
            self._field = now
            now.installEventFilter(self)
        self.left.emit()


def _is_undo_key(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (Qt.Key(event.key()), held) in _KEYS
