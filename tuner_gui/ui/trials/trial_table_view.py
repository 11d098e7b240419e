"""The trial table as a person works with it: keys, menus, the clipboard. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tuner_gui.ui.style.roles import named
from tuner_gui.ui.trials.copied_rows import as_json, as_table
from tuner_gui.ui.trials.painted_table import PaintedTable
from tuner_gui.ui.trials.row_painter import ROW
from tuner_gui.ui.trials.trial_menus import build_column_menu, build_row_menu

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_CursorAction = QAbstractItemView.CursorAction
_INDENT = 56
"""How far from the edge things open that are about a row: beside its number."""


class TrialTableView(PaintedTable):
    """All trials, and what can be done with those that are selected.

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
        super().__init__(model, selection, theme, parent)
        named(self, "trial_table", self.tr("Trials"))
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)

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

    def numbers_at_hand(self) -> list[int]:
        """Returns the selected trials; without any, the one where the keyboard is."""
        current = self.currentIndex().row()
        if self.selectionModel().hasSelection() or current < 0:
            return self.selected_numbers()
        return [int(self._trials.store.numbers[self._trials.rows[current]])]

    def number_in_focus(self) -> int | None:
        """Returns the trial where the keyboard is, or the first of those selected."""
        numbers = self.numbers_at_hand()
        current = self.currentIndex().row()
        if current < 0:
            return numbers[0] if numbers else None
        number = int(self._trials.store.numbers[self._trials.rows[current]])
        return number if number in numbers else numbers[0]

    def place_below(self, number: int | None) -> QPoint:
        """Returns where something about a trial can open, on the screen."""
        row = None if number is None else self._trials.store.row_of(number)
        position = self._trials.position_of(row) or 0
        height = self.viewport().height()
        bottom = (position + 1) * ROW - self.verticalScrollBar().value()
        return self.viewport().mapToGlobal(QPoint(_INDENT, min(max(bottom, 0), height)))

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
