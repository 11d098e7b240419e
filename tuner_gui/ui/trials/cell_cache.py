"""The texts of the rows that were painted lately, cut and placed. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.formats import ABSENT
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn
from tuner_gui.ui.trials.trial_words import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFontMetrics

    from tuner_gui.core.trial_store import TrialStore

PADDING = 8
"""Between the edge of a cell and its content, in pixels."""

GLYPH = 16
"""The picture of a state, in pixels."""

GLYPH_MARGIN = 4
"""How much of that is empty on each side."""

STATE_INDENT = GLYPH - 2 * GLYPH_MARGIN + 7
"""From where a state's glyph begins to its word."""

_MOST_ROWS = 4_000


@dataclass(frozen=True, slots=True)
class ColumnBox:
    """A column as it lies in the window.

    Args:
        index: its place in the model.
        column: what it shows.
        left: where it begins, in pixels of the viewport.
        width: in pixels.
        is_numeric: aligned to the right.
    """

    index: int
    column: TrialColumn
    left: int
    width: int
    is_numeric: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A text ready to be drawn.

    Args:
        text: cut to the width of its column.
        indent: from the column's left edge to the text, in pixels.
        is_absent: there is no value.
    """

    text: str
    indent: int
    is_absent: bool


class CellCache:
    """Keeps cells by the store's row; whoever changes a row or a width tells it."""

    def __init__(self, metrics: QFontMetrics) -> None:
        self._metrics = metrics
        self._cells: dict[int, dict[int, Cell]] = {}

    def cell(self, box: ColumnBox, store: TrialStore, row: int, now_s: float) -> Cell:
        """Returns a cell; the time of a running trial is never kept."""
        kept = self._cells.get(row)
        if kept is None:
            if len(self._cells) >= _MOST_ROWS:
                self._cells.clear()
            kept = self._cells[row] = {}
        cell = kept.get(box.index)
        if cell is None:
            cell = self._made(box, store, row, now_s)
            if box.column.kind is not ColumnKind.TIME or store.state(row) is not TrialState.RUNNING:
                kept[box.index] = cell
        return cell

    def forget(self, rows: Iterable[int]) -> None:
        """Drops rows that changed."""
        for row in rows:
            self._cells.pop(row, None)

    def clear(self) -> None:
        """Drops everything: widths or columns changed."""
        self._cells.clear()

    def _made(self, box: ColumnBox, store: TrialStore, row: int, now_s: float) -> Cell:
        text = cell_text(box.column, store, row, now_s)
        left = PADDING
        if box.column.kind is ColumnKind.STATE:
            left += STATE_INDENT
        room = box.width - left - PADDING
        width = self._metrics.horizontalAdvance(text)
        if width > room:
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
            width = self._metrics.horizontalAdvance(text)
        indent = left + room - width if box.is_numeric else left
        return Cell(text, indent, is_absent=text == ABSENT)
