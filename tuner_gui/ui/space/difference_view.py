"""The list of what is different between two spaces, painted. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.space.difference_words import MARKS, TITLES, as_text
from tuner_gui.ui.style.fonts import mono_font, ui_font
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS, blend

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from tuner_gui.ui.space.difference_words import DifferenceLine, LineChange
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

LINE_ROLE = Qt.ItemDataRole.UserRole
_HEIGHT = 28
_FIELD_HEIGHT = 24
_NAME_AT = 104
_GAP = 10
_ARROW = 32
"""The arrow between an old and a new value, and the gaps around it."""
_COLOURS: dict[LineChange, str] = {
    "added": "good",
    "removed": "bad",
    "changed": "warn",
    "moved": "accent",
}


class DifferenceView(QListView):
    """Lines of a difference; Ctrl+C copies those that are selected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "difference_list", self.tr("Differences"))
        self._lines = _LinesModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_lines(self, lines: list[DifferenceLine]) -> None:
        """Replaces the lines."""
        self._lines.set_lines(lines)

    def lines(self) -> list[DifferenceLine]:
        """Returns the lines that are shown."""
        return list(self._lines.lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies the selected lines, all of them without a selection."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Puts the selected lines onto the clipboard, all of them without a selection."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        lines = self._lines.lines
        QApplication.clipboard().setText(as_text([lines[row] for row in rows] or lines))


class _LinesModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[DifferenceLine] = []

    def set_lines(self, lines: list[DifferenceLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.spoken)
            case _:
                return None


class _LineDelegate(QStyledItemDelegate):
    """A mark and a word in the colour of the change, then name, kind and words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        line: DifferenceLine = index.data(LINE_ROLE)
        return QSize(200, _FIELD_HEIGHT if line.change == "field" else _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: DifferenceLine = index.data(LINE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = self._theme.tokens
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
        elif line.change != "field":
            painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(_ground(tokens, line.change)))
        pen = _Pen(painter, rect, tokens)
        if line.change == "field":
            self._paint_field(pen, line)
        else:
            self._paint_row(pen, line)
        painter.restore()

    def _paint_row(self, pen: _Pen, line: DifferenceLine) -> None:
        colour = _COLOURS[line.change]
        pen.to(METRICS.margin)
        pen.text(MARKS[line.change], colour, ui_font(METRICS.text, QFont.Weight.Bold))
        pen.to(METRICS.margin + 18)
        pen.text(TITLES[line.change], colour, ui_font(METRICS.small, QFont.Weight.DemiBold))
        pen.to(_NAME_AT)
        pen.text(line.name, "text", ui_font(METRICS.text, QFont.Weight.DemiBold))
        pen.text(line.kind, "text_third", ui_font(METRICS.small))
        pen.text(line.words, "text_second", ui_font(METRICS.small))

    def _paint_field(self, pen: _Pen, line: DifferenceLine) -> None:
        pen.to(_NAME_AT)
        pen.text(line.name, "text_second", ui_font(METRICS.small))
        old, new = mono_font(), mono_font()
        old.setStrikeOut(line.before is not None)
        before, after = line.before or "none", line.after or "none"
        pen.text(before, "bad" if line.before else "text_third", old, rest=(after, new))
        pen.text("→", "text_second", ui_font(METRICS.small))
        pen.text(after, "good" if line.after else "text_third", new)


class _Pen:
    """Writes one text after the other; what finds no room ends in an ellipsis."""

    def __init__(self, painter: QPainter, rect: QRect, tokens: Tokens) -> None:
        self._painter = painter
        self._rect = rect
        self._tokens = tokens
        self._at = rect.left()

    def to(self, offset: int) -> None:
        self._at = self._rect.left() + offset

    def text(
        self, text: str, colour: str, font: QFont, *, rest: tuple[str, QFont] | None = None
    ) -> None:
        """Writes a text; where it and the rest find no room together, each gets half of it."""
        room = self._rect.right() - METRICS.margin - self._at
        if rest is not None:
            needed = QFontMetrics(rest[1]).horizontalAdvance(rest[0]) + _ARROW
            room = max(room // 2 - _ARROW, room - needed)
        if not text or room < 8:
            return
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._tokens.colour(colour)))
        metrics = self._painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        place = QRect(self._at, self._rect.top(), room, self._rect.height())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(place, flags, shown)
        self._at += metrics.horizontalAdvance(shown) + _GAP


def _ground(tokens: Tokens, change: LineChange) -> str:
    return blend(tokens.pane, tokens.colour(_COLOURS[change]), 0.09)
