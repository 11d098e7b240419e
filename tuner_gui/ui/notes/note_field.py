"""A note as it is typed: plain text, as high as it needs up to a limit. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from tuner_gui.core.marks import LONGEST_NOTE
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QResizeEvent

_FEWEST_LINES, _MOST_LINES = 3, 18
_AROUND = 10
_STAYS = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NoteField(QPlainTextEdit):
    """Takes at most LONGEST_NOTE characters; Tab leads on.

    Args:
        fills: it takes all the room there is.

    Signals:
        done(): Escape or Ctrl+Enter.
        left(bool): the keyboard is elsewhere; whether it comes back by itself, as from a menu.
        refused(): what was typed or pasted does not fit.
        fitted(): what was typed or pasted fits.
    """

    done = Signal()
    left = Signal(bool)
    refused = Signal()
    fitted = Signal()

    def __init__(self, name: str, *, fills: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Note, as Markdown"))
        self.setPlaceholderText(self.tr("What is worth knowing later"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Ignored, vertical)
        self.textChanged.connect(self.fitted)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def start(self, text: str, at: int) -> None:
        """Shows a text to go on with, the cursor behind so many of its characters."""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(len(text[:at].encode("utf-16-le")) // 2)  # as Qt counts
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        """As high as the text, within limits."""
        lines = round(self.document().size().height())
        shown = max(_FEWEST_LINES, min(lines, _MOST_LINES))
        margins = 2 * round(self.document().documentMargin()) + _AROUND
        return QSize(240, shown * self.fontMetrics().lineSpacing() + margins)

    def minimumSizeHint(self) -> QSize:
        """The same height, unless it fills what there is."""
        is_fixed = self.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Fixed
        return QSize(80, self.sizeHint().height() if is_fixed else 60)

    # what the person does

    def event(self, event: QEvent) -> bool:
        """Takes the keys that end the typing before a shortcut of the window does."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _ends_typing(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ends the typing, or types while there is room."""
        if _ends_typing(event):
            self.done.emit()
        elif _is_typed(event) and not self._has_room(event.text()):
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Takes composed letters while there is room."""
        if event.commitString() and not self._has_room(event.commitString()):
            super().inputMethodEvent(QInputMethodEvent())
            self.refused.emit()
        else:
            super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Takes what is pasted or dropped, whole or not at all."""
        if source.hasText() and not self._has_room(source.text()):
            self.refused.emit()
        else:
            super().insertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.left.emit(event.reason() in _STAYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps anew, and is as high as that takes."""
        super().resizeEvent(event)
        self._fit()

    def _has_room(self, text: str) -> bool:
        selected = len(self.textCursor().selectedText())
        return len(text) <= selected or len(self.text()) - selected + len(text) <= LONGEST_NOTE

    @Slot()
    def _fit(self) -> None:
        self.updateGeometry()


def _ends_typing(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Escape:
        return True
    has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return has_control and Qt.Key(event.key()) in _ENTER


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key adds a letter or a line."""
    if Qt.Key(event.key()) in _ENTER:
        return True
    return bool(event.text()) and event.text().isprintable()
