"""The end of what a trial printed, followed while it grows. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tuner_gui.ui.inspector.printed_text import printed_text
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from PySide6.QtGui import QResizeEvent

    LogReader: TypeAlias = Callable[[int], tuple[str, bool]]
    """Returns the output of a trial by its number, and whether earlier output was left out."""

_MOST_LINES = 10_000
_SAMPLE = 200
_NEAR_THE_END = 1


class OutputView(QPlainTextEdit):
    """Read-only text; it follows new output only while the person is at its end.

    Signals:
        search_requested(): the person wants to search here (Ctrl+F).
    """

    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trial_output", self.tr("Output of the trial"))
        set_role(self, "mono")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setMaximumBlockCount(_MOST_LINES)
        self.setMinimumHeight(120)
        self._raw = ""
        self._settled = ""

    def set_output(self, raw: str, *, is_cut: bool) -> None:
        """Shows output in place of what there was; of what merely grew, only the end changes.

        Args:
            raw: the end of the output.
            is_cut: earlier output was left out.
        """
        if raw == self._raw:
            return
        self._raw = raw
        text = printed_text(raw).removesuffix("\n")
        before, is_following = self.verticalScrollBar().value(), self._is_at_end()
        more = _continuation(self._settled, text)
        if more is not None:
            self._replace_last_line(more)
        else:
            note = self.tr("… earlier output is in the log file") + "\n" if is_cut else ""
            self.setPlainText(note + text)
        self._settled = text[: text.rfind("\n") + 1]
        self._scroll(None if is_following else before)

    def clear_output(self) -> None:
        """Shows nothing; what comes next is followed."""
        self._raw = self._settled = ""
        self.clear()

    def event(self, event: QEvent) -> bool:
        """Takes Ctrl+F for itself while the keyboard is here."""
        is_key = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find)
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F asks for the search; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.search_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stays at the end."""
        is_following = self._is_at_end()
        super().resizeEvent(event)
        if is_following:
            self._scroll(None)

    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _NEAR_THE_END

    def _scroll(self, value: int | None) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if value is None else value)

    def _replace_last_line(self, text: str) -> None:
        """Puts text in place of the last line, without touching what the person selected."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = QTextCursor.MoveOperation.StartOfBlock
        cursor.movePosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)


def _continuation(before: str, text: str) -> str | None:
    """What the text adds to an earlier one, whose beginning it may have lost."""
    if not before:
        return None
    lost = before.find(text[:_SAMPLE])
    kept = before[max(lost, 0) :]
    return text[len(kept) :] if text.startswith(kept) else None
