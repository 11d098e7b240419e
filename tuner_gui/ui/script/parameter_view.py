"""The list of what was read: two lines a row, ticks by mouse and Space. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from tuner_gui.ui.script.parameter_delegate import TICK_ROOM, ParameterDelegate
from tuner_gui.ui.script.parameter_table import DEFAULT, NAME, ParameterTable
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from tuner_gui.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {NAME: 230, DEFAULT: 100}


class ParameterView(QTreeView):
    """Space ticks what is selected; Enter accepts the dialog.

    Signals:
        accept_requested(): Enter.
    """

    accept_requested = Signal()

    def __init__(self, table: ParameterTable, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "script_parameters", self.tr("Parameters"))
        self._table = table
        self._theme = theme
        self.setModel(table)
        self.setItemDelegate(ParameterDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(METRICS.list_row // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(64)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        theme.changed.connect(self.viewport().update)
        table.modelReset.connect(self._select_first)

    def sizeHint(self) -> QSize:
        """Some rows."""
        return QSize(640, 7 * METRICS.list_row)

    def drawRow(  # noqa: N802
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Frames the current row while the keyboard is here."""
        super().drawRow(painter, option, index)
        if self.hasFocus() and index.row() == self.currentIndex().row():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 1))
            rect = QRectF(0, option.rect.top(), self.viewport().width(), option.rect.height())
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)
            painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the selected rows as the current one becomes; Enter accepts."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Space:
                self._toggle_selected()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accept_requested.emit()
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick, or left of the name, turns it."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        is_tick = index.column() == NAME and event.position().x() < TICK_ROOM
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and is_tick:
            self._toggle([index.row()], index.row())

    def _toggle_selected(self) -> None:
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        current = self.currentIndex()
        if current.isValid():
            self._toggle(rows or [current.row()], current.row())

    def _toggle(self, rows: list[int], leader: int) -> None:
        is_ticked = not self._table.is_ticked(leader)
        names = [self._table.name_at(row) for row in rows]
        self._table.tick_requested.emit(names, is_ticked)

    def _select_first(self) -> None:
        if self._table.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                self._table.index(0, NAME), flags.ClearAndSelect | flags.Rows
            )
