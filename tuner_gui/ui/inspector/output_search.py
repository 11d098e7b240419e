"""A line to search in what a trial printed, also while it grows. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QWidget

from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPlainTextEdit

    from tuner_gui.ui.style.theme import Theme

_MOST_HITS = 2_000


class OutputSearch(QWidget):
    """Marks all hits in a text and leads from one to the next; away until it is asked for."""

    def __init__(self, theme: Theme, text: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self._hits: list[int] = []
        self._current = -1
        self._field = named(_SearchLine(self), "output_search", self.tr("Search the output"))
        self._field.setPlaceholderText(self.tr("search"))
        self._count = TextLabel("", "hint")
        self._count.setObjectName("output_search_count")
        back = self.tr("Previous hit (Shift+Enter)")
        on = self.tr("Next hit (Enter)")
        self._back = IconButton(theme.icons, "up", back, "output_search_back")
        self._next = IconButton(theme.icons, "down", on, "output_search_next")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(METRICS.tiny_gap)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        row.addWidget(self._back)
        row.addWidget(self._next)
        self._field.textChanged.connect(self._on_query_changed)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        text.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._mark)
        self.hide()

    @Slot()
    def open(self) -> None:
        """Shows the line, with what is selected as the query."""
        self.show()
        chosen = self._text.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self._field.setText(chosen)
        self._field.setFocus()
        self._field.selectAll()

    @Slot()
    def close_search(self) -> None:
        """Takes line and marks away."""
        self.hide()
        self._field.clear()
        self._text.setFocus()

    @Slot()
    def go_on(self) -> None:
        """Goes to the next hit, after the last one to the first."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        """Goes to the hit before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self._hits:
            start = self._current if self._current >= 0 else (-1 if step > 0 else 0)
            self._current = (start + step) % len(self._hits)
            self._show_current()

    @Slot()
    def _on_query_changed(self) -> None:
        self._find()
        cursor = self._text.textCursor().selectionStart()
        after = (place for place, hit in enumerate(self._hits) if hit >= cursor)
        self._current = next(after, 0 if self._hits else -1)
        self._show_current()

    @Slot()
    def _on_text_changed(self) -> None:
        if self.isVisible() and self._field.text():
            self._find()
            self._current = min(self._current, len(self._hits) - 1)
            self._tell()

    def _find(self) -> None:
        query = self._field.text().casefold()
        text = self._text.toPlainText().casefold() if query else ""
        self._hits = []
        place = text.find(query) if query else -1
        while place >= 0 and len(self._hits) < _MOST_HITS:
            self._hits.append(place)
            place = text.find(query, place + len(query))

    def _show_current(self) -> None:
        if self._current >= 0:
            cursor = self._text.textCursor()
            cursor.setPosition(self._hits[self._current])
            end = self._hits[self._current] + len(self._field.text())
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self._text.setTextCursor(cursor)
            self._text.ensureCursorVisible()
        self._tell()

    def _tell(self) -> None:
        count = len(self._hits)
        if not self._field.text():
            self._count.setText("")
        elif not count:
            self._count.setText(self.tr("none"))
        else:
            text = self.tr("{place} of {count}")
            self._count.setText(text.format(place=max(self._current, 0) + 1, count=f"{count:,}"))
        self._mark()

    @Slot()
    def _mark(self) -> None:
        length = len(self._field.text())
        ground = QColor(self._theme.tokens.warn_soft)
        ink = QColor(self._theme.tokens.warn)
        marks = []
        for hit in self._hits:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._text.document())
            cursor.setPosition(hit)
            cursor.setPosition(hit + length, QTextCursor.MoveMode.KeepAnchor)
            look = mark.format
            look.setBackground(ground)
            look.setForeground(ink)
            mark.format = look
            mark.cursor = cursor
            marks.append(mark)
        self._text.setExtraSelections(marks)


class _SearchLine(QLineEdit):
    """Enter goes on, Shift+Enter back, Esc away."""

    def __init__(self, search: OutputSearch) -> None:
        super().__init__()
        self._search = search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self._search.go_back if is_back else self._search.go_on)()
            case Qt.Key.Key_Escape:
                self._search.close_search()
            case _:
                super().keyPressEvent(event)
