"""The rows of a preview for its table: texts, types, and what the columns are for. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import ABSENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.datasets.preview import ColumnPreview, DataPreview
    from tuner_gui.ui.setup.data_roles import ColumnRole

_Index = QModelIndex | QPersistentModelIndex

_NUMBERS = ("int", "uint", "float", "double", "half", "decimal")
_FLOATS = ("float", "double", "half")
_LONG = 8


class DataTableModel(QAbstractTableModel):
    """The rows of a preview; the target stands first, the others as the source has them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnPreview, ...] = ()
        self._rows: tuple[tuple[str | None, ...], ...] = ()
        self._counted = 0
        self._roles: tuple[ColumnRole, ...] = ()
        self._order: tuple[int, ...] = ()

    def show(self, found: DataPreview) -> None:
        """Takes another preview."""
        self.beginResetModel()
        count = len(found.rows[0]) if found.rows else len(found.columns)
        self._columns, self._rows = found.columns[:count], found.rows
        self._counted = found.counted_rows
        self._roles = tuple("feature" for _ in range(count))
        self._order = tuple(range(count))
        self.endResetModel()

    def set_roles(self, roles: Sequence[ColumnRole]) -> None:
        """Says what each column is for."""
        self._roles = tuple(roles[: len(self._columns)])
        order = sorted(range(len(self._roles)), key=lambda place: self._roles[place] != "target")
        if tuple(order) != self._order:
            self.beginResetModel()
            self._order = tuple(order)
            self.endResetModel()
        elif order:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def role(self, column: int) -> ColumnRole:
        """Returns what a column is for."""
        return self._roles[self._order[column]]

    def column(self, place: int) -> ColumnPreview:
        """Returns a column."""
        return self._columns[self._order[place]]

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each row that was read."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """One for each column that is shown."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The values as texts, and where they stand."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole:
                value = self._value(index.row(), index.column())
                return self.tr("no value") if value is None else plain_tip(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names, with types and missing values in the tool tip."""
        if orientation is Qt.Orientation.Vertical:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.column(section).name
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(self.column(section)))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
            case _:
                return None

    def text(self, row: int, column: int) -> str:
        """Returns what stands in a cell: of a long number as many digits as matter."""
        value = self._value(row, column)
        if value is None:
            return ABSENT
        if len(value) > _LONG and self.column(column).type.startswith(_FLOATS):
            return f"{float(value):.6g}"
        return value

    def type_words(self, column: int) -> str:
        """Returns the type of a column, and what it is for unless it is a feature."""
        words = {
            "feature": "",
            "target": self.tr("target"),
            "split": self.tr("split"),
            "unused": self.tr("left out"),
        }[self.role(column)]
        kind = self.column(column).type
        return f"{kind} · {words}" if words else kind

    def _value(self, row: int, column: int) -> str | None:
        return self._rows[row][self._order[column]]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        is_number = self.column(column).type.startswith(_NUMBERS)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _tip(self, column: ColumnPreview) -> str:
        head = f"{column.name}\n{column.type}"
        if not column.nulls:
            return head
        missing = self.tr("no value in {nulls} of {rows} rows")
        return f"{head}\n{missing.format(nulls=f'{column.nulls:,}', rows=f'{self._counted:,}')}"
