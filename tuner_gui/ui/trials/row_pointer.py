"""Where the pointer is in the trial table: on which row, and whether on its star. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.trials.trial_columns import ColumnKind

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QTableView

    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_ROW = METRICS.table_row


class RowPointer:
    """Paints anew what the pointer leaves and enters; the table's own painting asks it.

    Attributes:
        row: the position under the pointer, or -1.
        is_on_star: the pointer is on the star of that row.
        holds_star: the button went down on a star and is still down.
    """

    def __init__(self, view: QTableView, model: TrialTableModel) -> None:
        self._view = view
        self._model = model
        self.row = -1
        self.is_on_star = False
        self.holds_star = False

    def go_to(self, at: QPoint | None) -> None:
        """Takes a place in the viewport; None where the pointer has left."""
        row = -1 if at is None else self._view.rowAt(at.y())
        is_on_star = at is not None and self._star_at(at) is not None
        if (row, is_on_star) != (self.row, self.is_on_star):
            before, self.row, self.is_on_star = self.row, row, is_on_star
            for position in {before, row}:
                self.update_row(position)

    def update_row(self, position: int) -> None:
        """Paints a row anew."""
        viewport = self._view.viewport()
        top = position * _ROW - self._view.verticalScrollBar().value()
        viewport.update(0, top, viewport.width(), _ROW)

    def press(self, event: QMouseEvent) -> int | None:
        """Returns the number of the trial whose star a button was pressed on."""
        position = self._star_at(event.position().toPoint())
        self.holds_star = position is not None and event.button() == Qt.MouseButton.LeftButton
        if position is None or not self.holds_star:
            return None
        return int(self._model.store.numbers[self._model.rows[position]])

    def release(self) -> bool:
        """Takes the button as up; says whether it was held on a star."""
        held, self.holds_star = self.holds_star, False
        return held

    def _star_at(self, at: QPoint) -> int | None:
        column = self._view.columnAt(at.x())
        if column < 0 or self._model.columns[column].kind is not ColumnKind.STAR:
            return None
        row = self._view.rowAt(at.y())
        return row if row >= 0 else None
