"""A small table to look at: hairlines instead of boxes, a header from edge to edge. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tuner_gui.ui.style.tokens import blend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.ui.style.theme import Theme

CELL_PADDING = 8
"""Pixels between the sides of a cell and its text."""


class PlainTable(QTableView):
    """Rows of one height, not edited; what they show and how wide they are says who uses it.

    Args:
        row_height: in pixels.
    """

    def __init__(self, theme: Theme, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self._on_theme_changed)

    def fit_columns(self, widths: Iterable[int]) -> None:
        """Gives the columns these widths, in pixels."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width != header.sectionSize(column):
                header.resizeSection(column, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cells, and hairlines between the rows from edge to edge."""
        super().paintEvent(event)
        tokens, width = self._theme.tokens, self.viewport().width()
        hairline = QColor(blend(tokens.pane, tokens.border, 0.6))
        painter = QPainter(self.viewport())
        for row in range(self.model().rowCount()):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            painter.fillRect(0, bottom, width, 1, hairline)
        painter.end()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()


class PlainHeader(QHeaderView):
    """Reaches from edge to edge, however few columns there are.

    Args:
        narrowest: how narrow a column may become, in pixels.
    """

    def __init__(self, theme: Theme, narrowest: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setHighlightSections(False)
        self.setMinimumSectionSize(narrowest)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the titles on their ground, and a line below them."""
        tokens, area = self._theme.tokens, self.viewport().rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area, QColor(tokens.raised))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(0, area.bottom(), area.width(), 1, QColor(tokens.border))
        painter.end()


def paint_cell_text(
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
    colour: str,
) -> None:
    """Writes what stands in a cell, shortened to the room that there is.

    The model has to say where its texts stand (`TextAlignmentRole`).
    """
    inside = option.rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, -1)
    text = option.fontMetrics.elidedText(
        str(index.data()), Qt.TextElideMode.ElideRight, inside.width()
    )
    painter.setPen(QColor(colour))
    painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
