"""The trial table: paints itself, only what is visible. GUI thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tuner_gui.ui.style.roles import named
from tuner_gui.ui.trials.column_keeper import ColumnKeeper
from tuner_gui.ui.trials.copied_rows import as_json, as_table
from tuner_gui.ui.trials.place_keeper import PlaceKeeper
from tuner_gui.ui.trials.row_painter import ROW, PaintedRow, RowPainter
from tuner_gui.ui.trials.running_clock import RunningClock
from tuner_gui.ui.trials.selection_link import SelectionLink
from tuner_gui.ui.trials.trial_columns import ColumnKind
from tuner_gui.ui.trials.trial_header import HeaderCap, TrialHeader
from tuner_gui.ui.trials.trial_menus import build_column_menu, build_row_menu

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent

    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_Index = QModelIndex | QPersistentModelIndex
_CursorAction = QAbstractItemView.CursorAction


class TrialTableView(QTableView):
    """Trials as rows of one height.

    Keyboard and selection are Qt's; the painting is not, since asking a model for thousands of
    values at each repaint starves the window while a sweep runs.

    Signals:
        menu_opening(QMenu): the menu of the selected trials is about to be shown; others may put
            in what they can do with them.
    """

    menu_opening = Signal(object)

    def __init__(
        self,
        model: TrialTableModel,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "trial_table", self.tr("Trials"))
        self._trials = model
        self._painter = RowPainter(theme)
        self._hovered = -1
        self._has_stale_scale = True
        header = TrialHeader(model, theme, self)
        self.setHorizontalHeader(header)
        self.setModel(model)
        header.use_empty_selection()
        self.addScrollBarWidget(HeaderCap(theme), Qt.AlignmentFlag.AlignTop)
        self.columns = ColumnKeeper(header, model, theme)
        self.link = SelectionLink(self.selectionModel(), model, selection, self)
        self._place = PlaceKeeper(self, model)
        self._clock = RunningClock(self, model)
        self._set_up_behaviour(header)
        self._connect(theme)

    def _set_up_behaviour(self, header: TrialHeader) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    def _connect(self, theme: Theme) -> None:
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        self._trials.rows_changed.connect(self._on_rows_changed)
        self._trials.rearranged.connect(self._on_rearranged)
        self._trials.modelReset.connect(self._on_reset)
        self.columns.laid_out.connect(self._on_laid_out)
        self.link.revealed.connect(self._on_revealed)
        self._clock.ticked.connect(self._on_ticked)
        theme.changed.connect(self._on_theme_changed)

    # what a person does

    def selected_numbers(self) -> list[int]:
        """Returns the numbers of the selected trials, in the order shown."""
        numbers: list[int] = self._trials.store.numbers[self.link.selected_rows()].tolist()
        return numbers

    @Slot()
    def copy_rows(self) -> None:
        """Puts the selected trials on the clipboard as tab-separated text."""
        columns = [self._trials.columns[section] for section in self.columns.shown()]
        rows = self.link.selected_rows()
        if len(rows):
            QGuiApplication.clipboard().setText(as_table(self._trials.store, rows, columns))

    @Slot()
    def copy_parameters(self) -> None:
        """Puts the parameters of the selected trials on the clipboard as JSON."""
        rows = self.link.selected_rows()
        if len(rows):
            QGuiApplication.clipboard().setText(as_json(self._trials.store, rows))

    @Slot()
    def select_best(self) -> None:
        """Selects the best trial so far."""
        self.link.select_row(self._trials.store.best_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies; Escape goes back to the best so far."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: _CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the first and the last trial."""
        last = self._trials.rowCount() - 1
        column = max(0, self.currentIndex().column())
        if last >= 0 and action == _CursorAction.MoveHome:
            return self._trials.index(0, column)
        if last >= 0 and action == _CursorAction.MoveEnd:
            return self._trials.index(last, column)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Nothing: Qt would read every row; the filter is there for this."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be done with the selected trials."""
        menu = build_row_menu(self, has_best=self._trials.store.best_row is not None)
        self.menu_opening.emit(menu)
        menu.popup(event.globalPos())

    @Slot("QPoint")
    def _on_header_menu_requested(self, at: QPoint) -> None:
        header = self.horizontalHeader()
        section = header.logicalIndexAt(at)
        build_column_menu(self, self._trials, self.columns, section).popup(header.mapToGlobal(at))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows and columns that the event touches."""
        self.executeDelayedItemsLayout()
        if self._has_stale_scale:
            self._painter.scale.update(self._trials.store)
            self._has_stale_scale = False
        dirty = event.rect()
        boxes = [
            box
            for box in self.columns.boxes()
            if box.left <= dirty.right() and box.left + box.width > dirty.left()
        ]
        painter = QPainter(self.viewport())
        self._painter.paint(
            painter,
            self._rows_in(dirty),
            boxes,
            self._trials.store,
            width=self.viewport().width(),
            now_s=time.time(),
        )
        painter.end()

    def _rows_in(self, dirty: QRect) -> list[PaintedRow]:
        scrolled = self.verticalScrollBar().value()
        first = max(0, (dirty.top() + scrolled) // ROW)
        end = min(len(self._trials.rows), (dirty.bottom() + scrolled) // ROW + 1)
        selected, root = self.selectionModel(), self.rootIndex()
        focused = self.currentIndex().row() if self.hasFocus() else -1
        return [
            PaintedRow(
                row,
                position * ROW - scrolled,
                is_selected=selected.isRowSelected(position, root),
                is_hovered=position == self._hovered,
                has_focus=position == focused,
            )
            for position, row in enumerate(self._trials.rows[first:end].tolist(), first)
        ]

    def _update_row(self, position: int) -> None:
        top = position * ROW - self.verticalScrollBar().value()
        self.viewport().update(0, top, self.viewport().width(), ROW)

    # geometry

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802
        """The width that a sample of the rows needs."""
        return self.columns.natural_width(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the new width among the columns."""
        super().resizeEvent(event)
        self.columns.set_room(self.viewport().width())

    @Slot(int)
    def _on_revealed(self, position: int) -> None:
        self.updateGeometries()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = position * ROW - bar.value()
        if top < 0 or top + ROW > height:
            bar.setValue(position * ROW - (height - ROW) // 2)

    # pointer and focus

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Marks the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Unmarks it."""
        super().leaveEvent(event)
        self._hover(-1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolls; the pointer is then above another row."""
        super().scrollContentsBy(dx, dy)
        if self._hovered >= 0:
            at = self.viewport().mapFromGlobal(self.cursor().pos())
            self._hover(self.rowAt(at.y()))

    def _hover(self, position: int) -> None:
        if position != self._hovered:
            before, self._hovered = self._hovered, position
            self._update_row(before)
            self._update_row(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring on the current row."""
        super().focusInEvent(event)
        self._update_row(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides it."""
        super().focusOutEvent(event)
        self._update_row(self.currentIndex().row())

    # following the trials

    def dataChanged(self, *_ranges: object) -> None:  # noqa: N802
        """Nothing: which rows changed is told row by row."""

    @Slot(object)
    def _on_rows_changed(self, rows: tuple[int, ...]) -> None:
        self._painter.cells.forget(rows)
        self._has_stale_scale = True
        scrolled = self.verticalScrollBar().value()
        first = scrolled // ROW
        visible = self._trials.rows[first : first + self.viewport().height() // ROW + 2].tolist()
        touched = set(visible).intersection(rows)
        for position, row in enumerate(visible, first):
            if row in touched:
                self._update_row(position)

    @Slot()
    def _on_rearranged(self) -> None:
        self._has_stale_scale = True
        self.executeDelayedItemsLayout()  # Qt would do it after the next paint, and paint again
        self.viewport().update()

    @Slot()
    def _on_reset(self) -> None:
        self._painter.cells.clear()
        self._has_stale_scale = True

    @Slot()
    def _on_laid_out(self) -> None:
        self._painter.cells.clear()
        self.viewport().update()

    @Slot(object)
    def _on_theme_changed(self, tokens: Tokens) -> None:
        self._painter.set_tokens(tokens)
        self.viewport().update()

    @Slot()
    def _on_ticked(self) -> None:
        for box in self.columns.boxes():
            if box.column.kind is ColumnKind.TIME:
                self.viewport().update(box.left, 0, box.width, self.viewport().height())
