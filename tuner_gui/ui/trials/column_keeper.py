"""Keeps the columns of the trial table as the person arranged them. GUI thread."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics

from tuner_gui.ui.trials.cell_cache import ColumnBox
from tuner_gui.ui.trials.column_memory import ColumnMemory
from tuner_gui.ui.trials.column_widths import ColumnWidth, sampled_width, shared_out
from tuner_gui.ui.trials.trial_columns import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.trials.trial_header import TrialHeader
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_SAMPLED_ENOUGH = 1_000


class ColumnKeeper(QObject):
    """Order, visibility, widths and sorting of the header's sections.

    Until a person sizes a column, the columns share the width of the pane.

    Signals:
        laid_out: columns were moved, sized, shown or hidden.
    """

    laid_out = Signal()

    def __init__(self, header: TrialHeader, model: TrialTableModel, theme: Theme) -> None:
        super().__init__(header)
        self._header = header
        self._model = model
        self._text_metrics = QFontMetrics(theme.ui_font())
        self._memory = ColumnMemory()
        self._sampled: dict[str, ColumnWidth] = {}
        self._rows_sampled = 0
        self._is_applying = False
        self._room = 0
        model.columnsInserted.connect(self._on_columns_changed)
        model.columnsRemoved.connect(self._on_columns_changed)
        model.marks_changed.connect(self._on_marks_changed)
        model.modelReset.connect(self._on_columns_changed)
        model.rowsInserted.connect(self._on_rows_inserted)
        header.sectionMoved.connect(self._on_section_moved)
        header.sectionResized.connect(self._on_section_resized)
        header.sortIndicatorChanged.connect(self._on_sort_indicator_changed)

    # reading

    def shown(self) -> list[int]:
        """Returns the visible sections from left to right, as indexes of the model."""
        logical = [self._header.logicalIndex(at) for at in range(self._header.count())]
        return [section for section in logical if not self._header.isSectionHidden(section)]

    def boxes(self) -> list[ColumnBox]:
        """Returns the visible columns as they lie in the viewport now."""
        store, columns = self._model.store, self._model.columns
        return [
            ColumnBox(
                section,
                columns[section],
                self._header.sectionViewportPosition(section),
                self._header.sectionSize(section),
                columns[section].is_numeric(store),
            )
            for section in self.shown()
        ]

    def is_shown(self, section: int) -> bool:
        """Says whether a column is visible."""
        return not self._header.isSectionHidden(section)

    def natural_width(self, section: int) -> int:
        """Returns the width at which a column shows its title and its values."""
        return self._sampled_width(section).whole

    def _sampled_width(self, section: int) -> ColumnWidth:
        column = self._model.columns[section]
        width = self._sampled.get(column.key)
        if width is None:
            title = self._header.title_width(section)
            width = sampled_width(self._model, column, title, self._text_metrics, time.time())
            self._sampled[column.key] = width
        return width

    # changing

    def set_shown(self, section: int, *, is_shown: bool) -> None:
        """Shows or hides a column; the last one stays."""
        if not is_shown and self.shown() == [section]:
            return
        key = self._model.columns[section].key
        self._memory = self._memory.with_shown(key, is_shown=is_shown)
        self._apply()

    def sort_by(self, section: int, order: Qt.SortOrder) -> None:
        """Sorts by a column."""
        self._header.setSortIndicator(section, order)

    def fit(self) -> None:
        """Lets the columns share the width of the pane again."""
        self._memory = self._memory.fitted()
        self._sampled.clear()
        self._apply()

    def reset(self) -> None:
        """Forgets what the person arranged, but for the sorting."""
        key, is_descending = self._model.sorting
        self._memory = ColumnMemory().with_sorting(key, is_descending=is_descending)
        self._sampled.clear()
        self._apply()

    def set_room(self, width: int) -> None:
        """Tells how wide the viewport is."""
        if width != self._room:
            self._room = width
            self._size_sections()

    def memory(self) -> ColumnMemory:
        """Returns what is to be remembered."""
        return self._memory

    def restore(self, memory: ColumnMemory) -> None:
        """Arranges the columns as they were."""
        self._memory = memory
        self._apply()
        self._apply_sorting()

    # applying

    def _apply(self) -> None:
        columns = self._model.columns
        index_of = {column.key: at for at, column in enumerate(columns)}
        with self._applying():
            for place, key in enumerate(self._memory.arranged(list(index_of))):
                visual = self._header.visualIndex(index_of[key])
                if visual != place:
                    self._header.moveSection(visual, place)
            for section, column in enumerate(columns):
                self._header.setSectionHidden(section, not self._memory.is_shown(column))
        self._size_sections()

    def _apply_sorting(self) -> None:
        """Sorts as remembered; by what the model chose while that column does not exist."""
        key, descends = self._memory.sort_key, self._memory.is_descending
        if self._model.column_index(key) is None:
            key, descends = self._model.sorting
        order = Qt.SortOrder.DescendingOrder if descends else Qt.SortOrder.AscendingOrder
        with self._applying():
            self._header.setSortIndicator(self._model.column_index(key) or 0, order)

    def _size_sections(self) -> None:
        sections = self.shown()
        shown = [self._model.columns[section] for section in sections]
        widths = []
        for section, column in zip(sections, shown, strict=True):
            own = self._memory.widths.get(column.key)
            widths.append(ColumnWidth.fixed(own) if own else self._sampled_width(section))
        if self._memory.is_fitted:
            sizes = shared_out(shown, widths, self._room)
        else:
            sizes = [width.whole for width in widths]
        with self._applying():
            for section, size in zip(sections, sizes, strict=True):
                self._header.resizeSection(section, size)
        self.laid_out.emit()

    @contextmanager
    def _applying(self) -> Iterator[None]:
        """What happens inside is not the person's doing."""
        before, self._is_applying = self._is_applying, True
        try:
            yield
        finally:
            self._is_applying = before

    # listening

    @Slot()
    def _on_columns_changed(self) -> None:
        self._sampled.clear()
        self._rows_sampled = 0
        self._apply()
        self._apply_sorting()

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, _first: int, _last: int) -> None:
        """The first trials say how wide values are; later ones would only make it restless."""
        rows = len(self._model.rows)
        if rows > 2 * self._rows_sampled and self._rows_sampled < _SAMPLED_ENOUGH:
            self._rows_sampled = rows
            before, self._sampled = self._sampled, {}
            for section in self.shown():
                width = self._sampled_width(section)
                key = self._model.columns[section].key
                self._sampled[key] = width.widened(before.get(key, width))
            if self._sampled != before:
                self._size_sections()

    @Slot()
    def _on_marks_changed(self) -> None:
        """Makes room for what was said."""
        known = [
            (section, self._sampled.pop(column.key))
            for section, column in enumerate(self._model.columns)
            if column.kind in (ColumnKind.TAGS, ColumnKind.NOTE) and column.key in self._sampled
        ]
        if any(self._sampled_width(section) != width for section, width in known):
            self._size_sections()

    @Slot(int, int, int)
    def _on_section_moved(self, _logical: int, _old: int, _new: int) -> None:
        if self._is_applying:
            return
        keys = [
            self._model.columns[self._header.logicalIndex(at)].key
            for at in range(self._header.count())
        ]
        self._memory = self._memory.with_order(keys)
        self.laid_out.emit()

    @Slot(int, int, int)
    def _on_section_resized(self, _logical: int, _old: int, _new: int) -> None:
        if self._is_applying:
            return
        sizes = {
            self._model.columns[section].key: self._header.sectionSize(section)
            for section in self.shown()
        }
        self._memory = self._memory.with_widths(sizes)
        self.laid_out.emit()

    @Slot(int, Qt.SortOrder)
    def _on_sort_indicator_changed(self, section: int, order: Qt.SortOrder) -> None:
        if 0 <= section < len(self._model.columns) and not self._is_applying:
            key = self._model.columns[section].key
            descends = order == Qt.SortOrder.DescendingOrder
            self._memory = self._memory.with_sorting(key, is_descending=descends)
