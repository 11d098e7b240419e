"""A table of trials that paints itself, only what is visible. GUI thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tuner_gui.ui.trials.column_keeper import ColumnKeeper
from tuner_gui.ui.trials.place_keeper import PlaceKeeper
from tuner_gui.ui.trials.row_painter import ROW, PaintedRow, RowPainter
from tuner_gui.ui.trials.row_pointer import RowPointer
from tuner_gui.ui.trials.running_clock import RunningClock
from tuner_gui.ui.trials.selection_link import SelectionLink
from tuner_gui.ui.trials.trial_columns import ColumnKind
from tuner_gui.ui.trials.trial_header import HeaderCap, TrialHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel


class PaintedTable(QTableView):
    """Trials as rows of one height.

    Keyboard and selection are Qt's; the painting is not, since asking a model for thousands of
    values at each repaint starves the window while a sweep runs.

    Signals:
        star_clicked(int): the star of the trial with this number was clicked on.
    """

    star_clicked = Signal(int)

    def __init__(
        self,
        model: TrialTableModel,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._trials = model
        self._painter = RowPainter(theme)
        self._pointer = RowPointer(self, model)
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
        self._trials.rows_changed.connect(self._on_rows_changed)
        self._trials.rearranged.connect(self._on_rearranged)
        self._trials.modelReset.connect(self._on_reset)
        self.columns.laid_out.connect(self._on_laid_out)
        self.link.revealed.connect(self._on_revealed)
        self._clock.ticked.connect(self._on_ticked)
        theme.changed.connect(self._on_theme_changed)

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
                is_hovered=position == self._pointer.row,
                has_focus=position == focused,
                is_star_hovered=self._pointer.is_on_star,
            )
            for position, row in enumerate(self._trials.rows[first:end].tolist(), first)
        ]

    def offer_stars(self, *, is_possible: bool) -> None:
        """Says whether an outline invites to star the row under the pointer."""
        self._painter.offers_stars = is_possible
        self.viewport().update()

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tells of a click on a star; elsewhere it selects."""
        number = self._pointer.press(event)
        if number is None:
            super().mousePressEvent(event)
        else:
            self.star_clicked.emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a star, the second click is one like the first."""
        number = self._pointer.press(event)
        if number is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.star_clicked.emit(number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a selection that a press began."""
        if not self._pointer.release():
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Marks the row under the pointer."""
        if not self._pointer.holds_star:
            super().mouseMoveEvent(event)
        self._pointer.go_to(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Unmarks it."""
        super().leaveEvent(event)
        self._pointer.go_to(None)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolls; the pointer is then above another row."""
        super().scrollContentsBy(dx, dy)
        if self._pointer.row >= 0:
            self._pointer.go_to(self.viewport().mapFromGlobal(self.cursor().pos()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring on the current row."""
        super().focusInEvent(event)
        self._pointer.update_row(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides it."""
        super().focusOutEvent(event)
        self._pointer.update_row(self.currentIndex().row())

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
                self._pointer.update_row(position)

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
