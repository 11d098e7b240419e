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

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_ROW = 26
_GAP = 12


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
        value_right, other_width = self._columns()
        self._paint_heading(painter, value_right)
        for at, row in enumerate(self._rows):
            top = self._top(at)
            if top > event.rect().bottom() or top + _ROW < event.rect().top():
                continue
            self._paint_row(painter, row, top, value_right, other_width)
        painter.end()

    def _columns(self) -> tuple[int, int]:
        """The right edge of the values, and the width of the values compared with."""
        others = [self._value_metrics.horizontalAdvance(row.other) for row in self._rows]
        widest = max(others, default=0)
        if not widest:
            return self.width(), 0
        heading = self._heading.other if self._heading is not None else ""
        widest = max(widest + 1, self._name_metrics.horizontalAdvance(heading))
        other_width = min(widest, self.width() * 3 // 10)
        return self.width() - other_width - _GAP, other_width

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

    def _paint_row(
        self, painter: QPainter, row: ValueRow, top: int, value_right: int, other_width: int
    ) -> None:
        tokens = self._theme.tokens
        middle, elide = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideMiddle
        right = Qt.AlignmentFlag.AlignRight | middle
        name_width = self._name_width(row, value_right - _GAP)
        left = name_width + _GAP
        painter.setFont(self._name_font)
        painter.setPen(QColor(tokens.text_second))
        name = self._name_metrics.elidedText(row.name, elide, name_width)
        painter.drawText(QRect(0, top, name_width, _ROW), Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setFont(self._value_font)
        painter.setPen(QColor(tokens.text))
        text = self._value_metrics.elidedText(row.text, elide, value_right - left)
        painter.drawText(QRect(left, top, value_right - left, _ROW), right, text)
        if row.other:
            painter.setPen(QColor(tokens.text_third))
            other = self._value_metrics.elidedText(row.other, elide, other_width)
            painter.drawText(QRect(0, top, self.width(), _ROW), right, other)

    def _name_width(self, row: ValueRow, room: int) -> int:
        """What a name may take: all it needs, or what the value leaves, or its fair share."""
        needed = self._name_metrics.horizontalAdvance(row.name) + 1
        left_over = room - self._value_metrics.horizontalAdvance(row.text) - 1
        return min(needed, max(left_over, room * 45 // 100))

    def _top(self, at: int) -> int:
        return _ROW * (at + (self._heading is not None))

    # pointer

    def event(self, event: QEvent) -> bool:
        """Says name and exact value of the row under the pointer."""
        if isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(_tip(row)) if row else "", self)
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
