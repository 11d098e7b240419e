"""The table of bests: a row for each session, the best one marked. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tuner_gui.ui.compare.bests_header import SORT_MARK, BestsHeader
from tuner_gui.ui.compare.bests_model import SESSION_ROLE, WINNER_ROLE, BestsModel, Column
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.series import paint_swatch
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QItemSelection, QPoint
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from tuner_gui.ui.compare.comparison import Comparison
    from tuner_gui.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex

_PADDING = 8
_SWATCH = 16
_STAR = 14
_NARROWEST_NAME = 150
_WIDEST = 220


class BestsTable(QTableView):
    """Sorted by a click on a header; the rows keep their selection.

    Signals:
        chosen(Path | None): the row with the keyboard is this session's.
        open_requested(Path): the session is to be opened in the main window.
        remove_requested(list[Path]): sessions are to be taken out of the comparison.
    """

    chosen = Signal(object)
    open_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, comparison: Comparison, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "compare_table", self.tr("Best of each session"))
        self._theme = theme
        self.rows = BestsModel(comparison, self)
        self._kept: list[Path] = []
        self.setHorizontalHeader(BestsHeader(self.rows, theme, self))
        self.setModel(self.rows)
        self.setItemDelegate(_CellDelegate(theme, self))
        self._set_up()
        self._make_menu()
        self.rows.modelAboutToBeReset.connect(self._keep_selection)
        self.rows.modelReset.connect(self._restore_selection)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)

    def selected(self) -> list[Path]:
        """Returns the selected sessions."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.session(row).path for row in rows]

    def as_text(self) -> str:
        """Returns the table as lines of cells with tabs between them."""
        rows = range(self.rows.rowCount())
        titles = [str(self.rows.headerData(each, Qt.Orientation.Horizontal)) for each in Column]
        cells = [
            [self.rows.text(self.rows.session(row), column) for column in Column] for row in rows
        ]
        return "".join("\t".join(line) + "\n" for line in [titles, *cells])

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Tells which session is meant."""
        super().selectionChanged(selected, deselected)
        paths = self.selected()
        self.chosen.emit(paths[0] if len(paths) == 1 else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes sessions out, Enter opens one, Ctrl+C copies the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.selected():
            self.remove_requested.emit(self.selected())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the rows selects nothing."""
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clearSelection()
        super().mousePressEvent(event)

    def _set_up(self) -> None:
        head, rows = self.horizontalHeader(), self.verticalHeader()
        head.setStretchLastSection(True)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(METRICS.table_row + 3)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.BEST, Qt.SortOrder.DescendingOrder)

    def _make_menu(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self._menu = QMenu(self)
        self._menu.setObjectName("compare_row_menu")
        self._menu.addAction(self.tr("Open in the main window"), self._open)
        self._menu.addAction(self.tr("Take out of the comparison"), self._remove)

    def fit_columns(self) -> None:
        """Gives each column the room that its texts need; long names get what is left over."""
        wanted = {column: self._width_wanted(column) for column in Column}
        widths = {column: min(_WIDEST, width) for column, width in wanted.items()}
        left_over = max(0, self.viewport().width() - sum(widths.values()))
        widths[Column.NAME] = min(wanted[Column.NAME], widths[Column.NAME] + left_over)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _width_wanted(self, column: Column) -> int:
        metrics = QFontMetrics(self._theme.ui_font(METRICS.text, QFont.Weight.DemiBold))
        head = QFontMetrics(self._theme.ui_font(METRICS.small, QFont.Weight.Medium))
        rows = [self.rows.session(row) for row in range(self.rows.rowCount())]
        title = str(self.rows.headerData(column, Qt.Orientation.Horizontal))
        widths = [metrics.horizontalAdvance(self.rows.text(each, column)) for each in rows]
        extra = {Column.NAME: _SWATCH + METRICS.gap, Column.BEST: _STAR + 6}.get(column, 0)
        width = max([head.horizontalAdvance(title) + SORT_MARK, *(w + extra for w in widths)])
        return max(_NARROWEST_NAME if column is Column.NAME else 0, width + 2 * _PADDING)

    @Slot()
    def _keep_selection(self) -> None:
        self._kept = self.selected()

    @Slot()
    def _restore_selection(self) -> None:
        self.fit_columns()
        flags = self.selectionModel().SelectionFlag
        for path in self._kept:
            row = self.rows.row_of(path)
            if row is not None:
                index = self.rows.index(row, 0)
                self.selectionModel().select(index, flags.Select | flags.Rows)

    @Slot()
    def _open(self) -> None:
        if len(paths := self.selected()) == 1:
            self.open_requested.emit(paths[0])

    @Slot()
    def _remove(self) -> None:
        self.remove_requested.emit(self.selected())

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(self.rows.session(index.row()).path)

    @Slot(object)
    def _on_menu_requested(self, place: QPoint) -> None:
        if paths := self.selected():
            self._menu.actions()[0].setEnabled(len(paths) == 1)
            self._menu.popup(self.viewport().mapToGlobal(place))

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()


class _CellDelegate(QStyledItemDelegate):
    """Texts in quiet colours but for name and best; a hairline below each row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens, column = self._theme.tokens, Column(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.grid))
        is_winner = bool(index.data(WINNER_ROLE))
        inside = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if column is Column.NAME:
            swatch = QRectF(inside.left(), inside.top(), _SWATCH, inside.height())
            paint_swatch(painter, swatch, tokens, index.data(SESSION_ROLE).slot)
            inside.setLeft(inside.left() + _SWATCH + METRICS.gap)
        is_best = column is Column.BEST and is_winner
        if is_best:
            top = rect.center().y() - _STAR // 2
            star = self._theme.icons.icon("best", "good")
            star.paint(painter, QRect(inside.left(), top, _STAR, _STAR))
        is_first = column in {Column.NAME, Column.BEST}
        weight = QFont.Weight.DemiBold if is_best else QFont.Weight.Normal
        painter.setFont(self._theme.ui_font(METRICS.text, weight))
        colour = tokens.good if is_best else tokens.text if is_first else tokens.text_second
        painter.setPen(QColor(colour))
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, inside.width() + 1
        )
        painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()
