"""The entries of a picker, filtered by what is typed. GUI thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tuner_gui.ui.chrome.plain_tip import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

_Index = QModelIndex | QPersistentModelIndex
EXPLANATION_ROLE = Qt.ItemDataRole.UserRole + 1
_HUMPS = re.compile(r"[A-Z0-9]|(?<![A-Za-z0-9])[a-z]")


@dataclass(frozen=True, slots=True)
class PickerItem:
    """One choice: ``key`` is answered, ``text`` read, ``section`` groups, ``tip`` explains."""

    key: str
    text: str
    section: str = ""
    tip: str = ""


def match_rank(query: str, text: str) -> int | None:
    """How well a text answers a query: 0 the same, then start, initials, anywhere; None not."""
    asked, given = query.strip().lower(), text.lower()
    if not asked or asked == given:
        return 0
    if given.startswith(asked):
        return 1
    if "".join(_HUMPS.findall(text)).lower().startswith(asked):
        return 2
    if all(word in given for word in asked.split()):
        return 3
    return None


class PickerModel(QAbstractListModel):
    """Sections and the items below them; sections cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PickerItem, ...] = ()
        self._rows: list[PickerItem | str] = []

    def set_items(self, items: Sequence[PickerItem]) -> None:
        """Replaces all items; those of one section should follow each other."""
        self._items = tuple(items)
        self.set_query("")

    def set_query(self, query: str) -> None:
        """Keeps what answers the query, in the given order."""
        self.beginResetModel()
        self._rows = []
        section = ""
        for item in self._items:
            if match_rank(query, item.text) is None:
                continue
            if item.section != section:
                section = item.section
                self._rows.append(section)
            self._rows.append(item)
        self.endResetModel()

    def best_row(self, query: str) -> int:
        """The row that answers the query best; -1 if none does."""
        ranks = {
            row: rank
            for row, item in enumerate(self._rows)
            if isinstance(item, PickerItem) and (rank := match_rank(query, item.text)) is not None
        }
        return min(ranks, key=lambda row: ranks[row], default=-1)

    def row_of(self, key: str) -> int:
        """The row of a key; -1 if it is filtered out or unknown."""
        for row, item in enumerate(self._rows):
            if isinstance(item, PickerItem) and item.key == key:
                return row
        return -1

    def item_at(self, row: int) -> PickerItem | None:
        """The item of a row; None for a section or outside."""
        item = self._rows[row] if 0 <= row < len(self._rows) else None
        return item if isinstance(item, PickerItem) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Sections and items."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Sections are there to be read."""
        if self.item_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tool tip, key and, as it stands, the explanation of a row."""
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if isinstance(entry, str):
            return entry if role == Qt.ItemDataRole.DisplayRole else None
        answers = {
            Qt.ItemDataRole.DisplayRole: entry.text,
            Qt.ItemDataRole.ToolTipRole: plain_tip(entry.tip),
            Qt.ItemDataRole.UserRole: entry.key,
            EXPLANATION_ROLE: entry.tip,
        }
        return answers.get(role)
