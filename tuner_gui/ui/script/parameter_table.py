"""The parameters that were read, as a Qt table with a tick each, filtered by words. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.space.row_draft import fields_of
from tuner_gui.ui.space.values_text import value_text
from tuner_gui.ui.space.wording import KIND_TITLES, range_words, row_sketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.targets.reading.read_target import ReadParameter
    from tuner_gui.ui.space.sketch import Sketch

_Index = QModelIndex | QPersistentModelIndex

VIEW_ROLE = Qt.ItemDataRole.UserRole
"""The `ReadRow` of a row."""

NAME, DEFAULT, RANGE = range(3)
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What the table shows of a parameter.

    Args:
        kind: in words; empty where there is nothing to vary.
        flag: how the command line calls it.
        default: as text; empty where there is none.
        words: the proposed range.
    """

    name: str
    kind: str
    flag: str
    default: str
    words: str
    reason: str
    help: str
    sketch: Sketch | None
    is_required: bool

    @property
    def tip(self) -> str:
        """The script's own words first, then why the range is what it is."""
        return "\n".join(part for part in (self.help, self.reason) if part)


@lru_cache(maxsize=4096)
def row_of(parameter: ReadParameter) -> ReadRow:
    """Returns what the table shows of a parameter."""
    is_fixed = parameter.kind == "constant"
    fields = fields_of(parameter.parameter_kind())
    return ReadRow(
        name=parameter.name,
        kind="" if is_fixed else KIND_TITLES[fields.kind],
        flag=" ".join((*parameter.command, parameter.flag)).strip(),
        default=_default_text(parameter),
        words="nothing to vary" if is_fixed else range_words(fields),
        reason=parameter.reason,
        help=parameter.help,
        sketch=None if is_fixed else row_sketch(fields),
        is_required=parameter.is_required,
    )


def _default_text(parameter: ReadParameter) -> str:
    if parameter.has_default:
        return value_text(parameter.default)
    return "required" if parameter.is_required else ""


class ParameterTable(QAbstractTableModel):
    """Columns: name with its tick, default, proposal.

    Signals:
        tick_requested(list[str], bool): the person ticks these names, or takes their ticks away.
    """

    tick_requested = Signal(list, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parameters: tuple[ReadParameter, ...] = ()
        self._shown: list[ReadParameter] = []
        self._ticked: frozenset[str] = frozenset()
        self._query = ""
        self._titles = (self.tr("Parameter"), self.tr("Default"), self.tr("Proposed range"))

    def show_parameters(self, parameters: Sequence[ReadParameter], ticked: frozenset[str]) -> None:
        """Shows other parameters, or other ticks of the same."""
        if tuple(parameters) != self._parameters:
            self.beginResetModel()
            self._parameters, self._ticked = tuple(parameters), ticked
            self._shown = self._matching()
            self.endResetModel()
        elif ticked != self._ticked:
            self._ticked = ticked
            if self._shown:
                last = self.index(len(self._shown) - 1, RANGE)
                self.dataChanged.emit(self.index(0, NAME), last)

    def set_query(self, query: str) -> None:
        """Shows only what has all words of a query in its name, flag or help."""
        if query != self._query:
            self.beginResetModel()
            self._query = query
            self._shown = self._matching()
            self.endResetModel()

    def shown_names(self) -> list[str]:
        """Returns the names that the query leaves."""
        return [each.name for each in self._shown]

    def is_ticked(self, row: int) -> bool:
        """Says whether a row is ticked."""
        return self._shown[row].name in self._ticked

    def name_at(self, row: int) -> str:
        """Returns the name of a row."""
        return self._shown[row].name

    def _matching(self) -> list[ReadParameter]:
        words = self._query.lower().split()
        return [each for each in self._parameters if _answers(each, words)]

    # Qt's side

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each parameter that the query leaves."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Name, default, proposal."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Names can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, tick, tool tip, and the whole row for the delegate."""
        if not index.isValid():
            return None
        parameter = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.CheckStateRole if index.column() == NAME:
                return _CHECKED if parameter.name in self._ticked else _UNCHECKED
            case Qt.ItemDataRole.DisplayRole:
                row = row_of(parameter)
                return (row.name, row.default, row.words)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(parameter)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row_of(parameter).tip)
            case _:
                return row_of(parameter) if role == VIEW_ROLE else None

    def setData(  # noqa: N802
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Asks for a tick; whoever keeps them shows it."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        is_ticked = Qt.CheckState(value) == _CHECKED
        self.tick_requested.emit([self._shown[index.row()].name], is_ticked)
        return True

    def _spoken(self, parameter: ReadParameter) -> str:
        row = row_of(parameter)
        tick = self.tr("ticked") if parameter.name in self._ticked else self.tr("not ticked")
        default = self.tr("default {value}").format(value=row.default) if row.default else ""
        return ", ".join(part for part in (row.name, tick, default, row.words, row.reason) if part)


def _answers(parameter: ReadParameter, words: Sequence[str]) -> bool:
    text = f"{parameter.name} {parameter.flag} {parameter.help}".lower()
    return all(word in text for word in words)
