"""Names at the left, values at the right, painted. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_ROW = 26
_GAP = 12
_LEAST_NAME = 72


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A named value.

    Args:
        name: at the left.
        text: as it is shown.
        exact: with all its digits, for the tip and the clipboard.
        other: the value that it is compared with; empty where it is the same.
    """

    name: str
    text: str
    exact: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class ValueHeading:
    """What stands above the rows: the subject, and what the columns of values are."""

    subject: str
    value: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths of the names and of the values compared with; the right edge of the values."""

    name_width: int
    value_right: int
    other_width: int


class ValueList(QWidget):
    """Values of a trial; one that differs from the best's shows that one beside it.

    Painted, since it changes with each key press while a person walks through the trials.
    """

    def __init__(
        self, theme: Theme, name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self._theme = theme
        self._rows: tuple[ValueRow, ...] = ()
        self._heading: ValueHeading | None = None
        self._name_font = theme.ui_font()
        self._value_font = theme.mono_font()
        self._heading_font = theme.ui_font(METRICS.small, QFont.Weight.Medium)
        self._name_metrics = QFontMetrics(self._name_font)
        self._value_metrics = QFontMetrics(self._value_font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def set_rows(self, rows: Sequence[ValueRow], heading: ValueHeading | None = None) -> None:
        """Replaces everything."""
        if (tuple(rows), heading) == (self._rows, self._heading):
            return
        self._rows, self._heading = tuple(rows), heading
        self.setAccessibleDescription("\n".join(f"{row.name}: {row.text}" for row in rows))
        self.updateGeometry()
        self.update()

    def rows(self) -> tuple[ValueRow, ...]:
        """What is shown."""
        return self._rows

    def sizeHint(self) -> QSize:
        """All rows, and room for names and values."""
        return QSize(240, _ROW * (len(self._rows) + (self._heading is not None)))

    def minimumSizeHint(self) -> QSize:
        """All rows; names and values give way."""
        return QSize(120, self.sizeHint().height())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints heading and rows."""
        painter = QPainter(self)
        columns = self._columns()
        self._paint_heading(painter, columns.value_right)
        for at, row in enumerate(self._rows):
            top = self._top(at)
            if top > event.rect().bottom() or top + _ROW < event.rect().top():
                continue
            self._paint_row(painter, row, top, columns)
        painter.end()

    def _columns(self) -> _Columns:
        width = self.width()
        any_other = any(row.other for row in self._rows)
        others = [self._value_metrics.horizontalAdvance(row.other) + 1 for row in self._rows]
        other_width = min(max(others, default=0), width * 3 // 10) if any_other else 0
        if self._heading is not None and self._heading.other:
            own = self._name_metrics.horizontalAdvance(self._heading.other)
            other_width = max(other_width, own)
        value_right = width - (other_width + _GAP if other_width else 0)
        names = [self._name_metrics.horizontalAdvance(row.name) + 1 for row in self._rows]
        values = [self._value_metrics.horizontalAdvance(row.text) + 1 for row in self._rows]
        room = value_right - _GAP
        name_width = max(names, default=0)
        if name_width + max(values, default=0) > room:
            least = max(_LEAST_NAME, room - max(values, default=0), room * 45 // 100)
            name_width = min(name_width, least)
        return _Columns(name_width, value_right, other_width)

    def _paint_heading(self, painter: QPainter, value_right: int) -> None:
        if self._heading is None:
            return
        tokens = self._theme.tokens
        painter.setFont(self._heading_font)
        painter.setPen(QColor(tokens.text_second))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self.width(), _ROW), left | middle, self._heading.subject)
        painter.setPen(QColor(tokens.text_third))
        painter.drawText(QRect(0, 0, value_right, _ROW), right | middle, self._heading.value)
        painter.drawText(QRect(0, 0, self.width(), _ROW), right | middle, self._heading.other)

    def _paint_row(self, painter: QPainter, row: ValueRow, top: int, columns: _Columns) -> None:
        tokens = self._theme.tokens
        middle = Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideMiddle
        painter.setFont(self._name_font)
        painter.setPen(QColor(tokens.text_second))
        name = self._name_metrics.elidedText(row.name, elide, columns.name_width)
        painter.drawText(
            QRect(0, top, columns.name_width, _ROW), Qt.AlignmentFlag.AlignLeft | middle, name
        )
        painter.setFont(self._value_font)
        painter.setPen(QColor(tokens.text))
        left = columns.name_width + _GAP
        room = columns.value_right - left
        text = self._value_metrics.elidedText(row.text, elide, room)
        right = Qt.AlignmentFlag.AlignRight | middle
        painter.drawText(QRect(left, top, room, _ROW), right, text)
        if row.other:
            painter.setPen(QColor(tokens.text_third))
            other = self._value_metrics.elidedText(row.other, elide, columns.other_width)
            painter.drawText(QRect(0, top, self.width(), _ROW), right, other)

    def _top(self, at: int) -> int:
        return _ROW * (at + (self._heading is not None))

    # pointer

    def event(self, event: QEvent) -> bool:
        """Says name and exact value of the row under the pointer."""
        if isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            QToolTip.showText(event.globalPos(), _tip(row) if row else "", self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers to copy the row under the pointer."""
        row = self._row_at(event.pos())
        if row is None:
            return
        menu = named(QMenu(self), "value_menu", row.name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy value"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.exact))
        menu.popup(event.globalPos())

    def _row_at(self, at: QPoint) -> ValueRow | None:
        place = at.y() // _ROW - (self._heading is not None)
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @Slot(object)
    def _on_theme_changed(self, _tokens: Tokens) -> None:
        self.update()


def _tip(row: ValueRow) -> str:
    text = f"{row.name} = {row.exact}"
    return f"{text}\n{row.other}" if row.other else text
