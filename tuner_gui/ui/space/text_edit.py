"""The editor of a space's text: line numbers, marks at wrong lines, indentation. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.space.text_colours import SpaceTextColours
from tuner_gui.ui.style.fonts import mono_font
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

    from tuner_gui.ui.style.theme import Theme

_INDENT = "  "
_OPENS = (":", "{", "[")
_MARK = 14


class SpaceTextEdit(QPlainTextEdit):
    """Text that a person edits; what the program sets clears the history of letters.

    Undo goes back letter by letter while there are letters; the keys are left to the window
    after that. Tab indents, Esc leaves.

    Signals:
        typed(): the person changed the text.
        left(): the person has gone elsewhere.
    """

    typed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "space_text", self.tr("Search space as text"))
        set_role(self, "mono")
        self._theme = theme
        self._marks: dict[int, str] = {}
        self._is_setting = False
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(mono_font())
        self._gutter = _Gutter(self)
        self._colours = SpaceTextColours(self.document(), theme.tokens)
        self.blockCountChanged.connect(self._on_block_count_changed)
        self.updateRequest.connect(self._on_update_request)
        self.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._on_theme_changed)
        self._fit_gutter()

    def set_text(self, text: str) -> None:
        """Shows another text; only what differs is replaced, so that the view stays in place."""
        before = self.toPlainText()
        if text == before:
            return
        start, old_end, new_end = _difference(before, text)
        self._is_setting = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(before[:start]))
        cursor.setPosition(_units(before[:old_end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start:new_end])
        self.document().clearUndoRedoStacks()
        self._is_setting = False

    def set_marks(self, marks: Mapping[int, str]) -> None:
        """Marks lines, counted from 1, each with what is wrong there."""
        if marks != self._marks:
            self._marks = dict(marks)
            self._tint()
            self._gutter.update()

    def go_to_line(self, line: int) -> None:
        """Puts the cursor at the end of a line and shows it."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)
            self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # keys

    def event(self, event: QEvent) -> bool:
        """Leaves undo to the window when no letter is left to undo; says what a mark means."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            is_spent = (
                event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            ) or (event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable())
            if is_spent:
                event.ignore()
                return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the indentation, Tab indents, Esc leaves; the rest is Qt's."""
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._break_line()
            case Qt.Key.Key_Tab if not event.modifiers():
                self._indent()
            case Qt.Key.Key_Backtab:
                self._dedent()
            case Qt.Key.Key_Escape:
                QWidget.focusNextPrevChild(self, False)  # Qt's own text keeps it
            case _:
                super().keyPressEvent(event)

    def _break_line(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        indent = before[: len(before) - len(before.lstrip(" "))]
        deeper = _INDENT if before.rstrip().endswith(_OPENS) else ""
        cursor.insertText(f"\n{indent}{deeper}")
        self.ensureCursorVisible()

    def _indent(self) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.insertText(_INDENT)
            return
        cursor.beginEditBlock()
        for line in self._selected_lines(cursor):
            QTextCursor(line).insertText(_INDENT)
        cursor.endEditBlock()

    def _dedent(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for line in self._selected_lines(cursor):
            spaces = len(line.block().text()) - len(line.block().text().lstrip(" "))
            for _ in range(min(spaces, len(_INDENT))):
                line.deleteChar()
        cursor.endEditBlock()

    def _selected_lines(self, cursor: QTextCursor) -> list[QTextCursor]:
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        blocks = range(first, last + 1)
        return [QTextCursor(document.findBlockByNumber(number)) for number in blocks]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that the person goes elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    # gutter and marks

    def gutter_width(self) -> int:
        """Returns the room for the largest line number and a mark."""
        digits = max(2, len(str(self.blockCount())))
        return _MARK + METRICS.gap + self.fontMetrics().horizontalAdvance("9") * digits + 10

    def paint_gutter(self, painter: QPainter, area: QRect) -> None:
        """Draws the numbers of the visible lines; a wrong one in red, with a mark."""
        tokens = self._theme.tokens
        painter.setFont(self.font())
        right = self._gutter.width() - METRICS.gap
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        current = self.textCursor().blockNumber()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            line = block.blockNumber()
            colour = "text_second" if line == current else "text_third"
            if line + 1 in self._marks:
                colour = "bad"
                picture = self._theme.icons.pixmap("error", _MARK, "bad", self.devicePixelRatioF())
                painter.drawPixmap(QPoint(2, round(top + (height - _MARK) / 2)), picture)
            painter.setPen(QColor(tokens.colour(colour)))
            place = QRect(0, round(top), right, round(height))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, str(line + 1))
            top += height
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the gutter as high as the text."""
        super().resizeEvent(event)
        self._place_gutter()

    def _fit_gutter(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        self._place_gutter()

    def _place_gutter(self) -> None:
        text = self.viewport().geometry()
        width = self.gutter_width()
        self._gutter.setGeometry(text.left() - width, text.top(), width, text.height())

    def _tint(self) -> None:
        selections = []
        for line in self._marks:
            block = self.document().findBlockByNumber(line - 1)
            if not block.isValid():
                continue
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(block)
            form = selection.format
            form.setBackground(QColor(self._theme.tokens.bad_soft))
            form.setProperty(form.Property.FullWidthSelection, True)
            selections.append(selection)
        self.setExtraSelections(selections)

    def _show_tip(self, event: QHelpEvent) -> None:
        place = self.viewport().mapFromGlobal(event.globalPos())
        line = self.cursorForPosition(place).blockNumber() + 1
        QToolTip.showText(event.globalPos(), plain_tip(self._marks.get(line, "")), self)

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._is_setting:
            self.typed.emit()

    @Slot(int)
    def _on_block_count_changed(self, _count: int) -> None:
        self._fit_gutter()

    @Slot(QRect, int)
    def _on_update_request(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self._gutter.scroll(0, scrolled)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self._is_setting = True  # other colours are no other text
        self._colours.set_tokens(self._theme.tokens)
        self._is_setting = False
        self._tint()
        self._gutter.update()


class _Gutter(QWidget):
    """The column left of the text."""

    def __init__(self, edit: SpaceTextEdit) -> None:
        super().__init__(edit)
        self.setObjectName("space_text_gutter")
        self._edit = edit

    def sizeHint(self) -> QSize:
        return QSize(self._edit.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._edit.paint_gutter(painter, event.rect())
        painter.end()


def _difference(before: str, after: str) -> tuple[int, int, int]:
    """Returns where two texts begin to differ, and where that ends in each."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    same = 0
    while same < shorter - start and before[-1 - same] == after[-1 - same]:
        same += 1
    return start, len(before) - same, len(after) - same


def _units(text: str) -> int:
    """Returns how many places Qt counts for a text: characters beyond 16 bits take two."""
    return len(text) + sum(character > "\uffff" for character in text)
