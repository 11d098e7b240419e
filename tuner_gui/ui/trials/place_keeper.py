"""Keeps the rows in view where they are while rows come and go above them. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.trials.trial_columns import ColumnKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_ROW = METRICS.table_row


class PlaceKeeper(QObject):
    """Scrolls so that nothing jumps.

    Who is at the top stays there and sees what comes; likewise at the bottom where new trials are
    added there. Everybody else keeps the rows they look at.
    """

    def __init__(self, view: QTableView, model: TrialTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._anchor: tuple[int, int] | None = None
        self._is_at_bottom = False
        model.rearranging.connect(self._on_rearranging)
        model.rearranged.connect(self._on_rearranged)

    @Slot()
    def _on_rearranging(self) -> None:
        bar = self._view.verticalScrollBar()
        at, offset = divmod(bar.value(), _ROW)
        rows = self._model.rows
        is_growing_down = self._model.sorting == (ColumnKind.NUMBER.value, False)
        self._is_at_bottom = is_growing_down and bar.value() == bar.maximum() > 0
        self._anchor = (int(rows[at]), offset) if bar.value() > 0 and at < len(rows) else None

    @Slot()
    def _on_rearranged(self) -> None:
        if self._anchor is None:
            return
        self._view.updateGeometries()
        bar = self._view.verticalScrollBar()
        if self._is_at_bottom:
            bar.setValue(bar.maximum())
            return
        row, offset = self._anchor
        position = self._model.position_of(row)
        if position is not None:
            bar.setValue(position * _ROW + offset)
