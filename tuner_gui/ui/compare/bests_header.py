"""The header of the table of bests: titles above their figures, an arrow beside one. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter

from tuner_gui.ui.chrome.plain_table import PlainHeader
from tuner_gui.ui.compare.bests_model import NUMBERS, BestsModel, Column
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.style.theme import Theme

_PADDING = 8
_ARROW = 14
_NARROWEST = 56
SORT_MARK = 18
"""The room that an arrow takes beside a title."""


class BestsHeader(PlainHeader):
    """A click sorts. The arrow stands on the inner side, so that titles stay above figures."""

    def __init__(self, rows: BestsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _NARROWEST, parent)
        named(self, "compare_table_header", self.tr("Columns"))
        self._rows = rows
        self._font = theme.ui_font(METRICS.small, QFont.Weight.Medium)
        self.setSectionsClickable(True)
        theme.changed.connect(self._on_theme_changed)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Paints one title."""
        tokens, column = self._theme.tokens, Column(logicalIndex)
        is_sorted = logicalIndex == self.sortIndicatorSection()
        is_number = column in NUMBERS
        text = str(self._rows.headerData(logicalIndex, Qt.Orientation.Horizontal))
        inside = rect.adjusted(_PADDING, 0, -_PADDING, -1)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.fillRect(rect, QColor(tokens.raised))
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.text if is_sorted else tokens.text_second))
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, text)
        if is_sorted:
            width = painter.fontMetrics().horizontalAdvance(text) + 3
            left = inside.right() - width - _ARROW if is_number else inside.left() + width
            is_descending = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            name = "sort-down" if is_descending else "sort-up"
            ratio = self.devicePixelRatioF()
            picture = self._theme.icons.pixmap(name, _ARROW, "text", ratio)
            painter.drawPixmap(QPointF(left, inside.center().y() - _ARROW / 2 + 1), picture)
        painter.restore()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()
