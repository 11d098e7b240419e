"""The rows of the table of bests: texts, and an order by any column. GUI thread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.compare.compare_words import (
    CompareWords,
    moment_words,
    objective_words,
    strategy_words,
)
from tuner_gui.ui.formats import ABSENT, format_duration, format_metric

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.ui.compare.comparison import ComparedSession, Comparison

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

SESSION_ROLE = Qt.ItemDataRole.UserRole
WINNER_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """What the table tells of a session."""

    NAME = 0
    BEST = 1
    METRIC = 2
    TRIAL = 3
    TRIALS = 4
    FAILED = 5
    WALL = 6
    STRATEGY = 7
    STARTED = 8


NUMBERS = frozenset({Column.BEST, Column.TRIAL, Column.TRIALS, Column.FAILED, Column.WALL})


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell says, and what it is arranged by: None where nobody knows."""

    text: str
    key: Any


class BestsModel(QAbstractTableModel):
    """A row for each session; what nobody knows stands last, whichever the order."""

    def __init__(self, comparison: Comparison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._words = CompareWords(comparison)
        self._rows: list[ComparedSession] = []
        self._cells: dict[Path, dict[Column, _Cell]] = {}
        self._winners: set[Path] = set()
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        comparison.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Takes the sessions as they are now."""
        self.beginResetModel()
        self._rows = list(self._comparison.sessions)
        self._cells = {each.path: self._cells_of(each) for each in self._rows}
        self._winners = self._comparison.winners()
        self._arrange()
        self.endResetModel()

    def session(self, row: int) -> ComparedSession:
        """Returns the session of a row."""
        return self._rows[row]

    def row_of(self, path: Path) -> int | None:
        """Returns the row of a session."""
        return next((row for row, each in enumerate(self._rows) if each.path == path), None)

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each session."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """As many as there are figures."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Texts, tool tips, and for the delegate the session and whether it is the best."""
        each, column = self._rows[index.row()], Column(index.column())
        match role:
            case _Role.DisplayRole:
                return self.text(each, column)
            case _Role.ToolTipRole:
                return plain_tip(self._tip(each, column))
            case _Role.TextAlignmentRole:
                return _alignment(column)
            case _ if role == SESSION_ROLE:
                return each
            case _ if role == WINNER_ROLE:
                return each.path in self._winners
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """What the columns are called, and mean."""
        if orientation is Qt.Orientation.Vertical:
            return None
        match role:
            case _Role.DisplayRole:
                return self._titles()[section]
            case _Role.ToolTipRole:
                return plain_tip(self._title_tips().get(Column(section), ""))
            case _Role.TextAlignmentRole:
                return _alignment(Column(section))
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Arranges the rows."""
        self._sorted_by = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = list(self._rows)
        self._arrange()
        old = self.persistentIndexList()
        new = [self.index(self._rows.index(before[each.row()]), each.column()) for each in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def text(self, each: ComparedSession, column: Column) -> str:
        """Returns what stands in a cell."""
        return self._cells[each.path][column].text

    def _cells_of(self, each: ComparedSession) -> dict[Column, _Cell]:
        summary = each.read.summary
        running = f"{each.name} · {self.tr('running')}" if each.read.is_running else each.name
        metric = objective_words(summary.objective)
        strategy = strategy_words(each.read.config.strategy)
        number = summary.best_number
        return {
            Column.NAME: _Cell(running, each.name.casefold()),
            Column.BEST: _Cell(format_metric(summary.best), self._best_key(each)),
            Column.METRIC: _Cell(metric, metric.casefold()),
            Column.TRIAL: _Cell(ABSENT if number is None else f"{number:,}", number),
            Column.TRIALS: _Cell(f"{summary.trials:,}", summary.trials),
            Column.FAILED: _Cell(f"{summary.failed:,}", summary.failed),
            Column.WALL: _Cell(format_duration(1000 * summary.wall_s), _known(summary.wall_s)),
            Column.STRATEGY: _Cell(strategy, strategy.casefold()),
            Column.STARTED: _Cell(
                moment_words(summary.started_at) or ABSENT, _known(summary.started_at)
            ),
        }

    # the order

    def _arrange(self) -> None:
        column, order = self._sorted_by
        if column < 0:
            return
        keys = {path: cells[Column(column)].key for path, cells in self._cells.items()}
        known = [each for each in self._rows if keys[each.path] is not None]
        unknown = [each for each in self._rows if keys[each.path] is None]
        is_descending = order == Qt.SortOrder.DescendingOrder
        known.sort(key=lambda each: keys[each.path], reverse=is_descending)
        self._rows = known + unknown

    def _best_key(self, each: ComparedSession) -> tuple[bool, str, float] | None:
        """The better the higher, among sessions of one metric; the shown metric highest."""
        summary = each.read.summary
        if summary.best is None:
            return None
        objective = summary.objective
        value = summary.best if objective.is_maximized else -summary.best
        return (objective == self._comparison.objective, objective_words(objective), value)

    # words

    def _titles(self) -> tuple[str, ...]:
        tr = self.tr
        return (
            *(tr("Session"), tr("Best"), tr("Metric"), tr("Best trial"), tr("Trials")),
            *(tr("Failed"), tr("Wall time"), tr("Strategy"), tr("Started")),
        )

    def _title_tips(self) -> dict[Column, str]:
        return {
            Column.WALL: self.tr(
                "From the first trial to the end of the last one; pauses of more than a minute, "
                "in which no trial ran, are left out"
            ),
            Column.METRIC: self.tr("What the sweep optimises, and which way"),
            Column.STARTED: self.tr("When the first trial started"),
        }

    def _tip(self, each: ComparedSession, column: Column) -> str:
        if column is Column.NAME:
            return self._words.standing(each)
        if column is Column.BEST and each.path in self._winners:
            return self.tr("The best of these sessions")
        return ""


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
