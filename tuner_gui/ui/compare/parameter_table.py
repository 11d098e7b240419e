"""The parameters of two trials side by side, as a table. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tuner_gui.core.columns import MISSING
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import ABSENT, format_value
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from tuner_gui.insight.parameter_difference import ParameterPair
    from tuner_gui.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

_SAME_ROLE = Qt.ItemDataRole.UserRole
_PADDING = 8
_WIDEST_NAME = 320
_NARROWEST_NAME = 140


def pair_texts(pair: ParameterPair) -> tuple[str, str]:
    """Returns both values as they are shown: with all digits where fewer would look the same."""
    first, second = format_value(pair.first), format_value(pair.second)
    if first == second and not pair.is_same:
        return repr(pair.first), repr(pair.second)
    return first, second


class ParameterTable(QTableView):
    """A row for each parameter; Ctrl+C copies them all."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "compare_parameters", self.tr("Parameters of two trials"))
        self._theme = theme
        self.rows = PairsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_CellDelegate(theme, self))
        self._set_up()
        theme.changed.connect(self._on_theme_changed)

    def show_pairs(self, pairs: Sequence[ParameterPair], titles: tuple[str, str]) -> None:
        """Replaces the rows.

        Args:
            pairs: in this order.
            titles: what stands above the values of the first trial, and of the second.
        """
        self.rows.take(pairs, titles)
        metrics = QFontMetrics(self._theme.ui_font(METRICS.text))
        names = [metrics.horizontalAdvance(pair.name) for pair in pairs[:1_000]]
        width = max(names, default=0) + 2 * _PADDING + 4
        self.setColumnWidth(0, max(_NARROWEST_NAME, min(_WIDEST_NAME, width)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.rows.as_text())
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        head, rows = self.horizontalHeader(), self.verticalHeader()
        named(head, "compare_parameters_header", self.tr("Columns"))
        head.setHighlightSections(False)
        head.setMinimumSectionSize(80)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(METRICS.table_row)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()


class PairsModel(QAbstractTableModel):
    """Names and both values."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pairs: list[ParameterPair] = []
        self._titles = ("", "")

    def take(self, pairs: Sequence[ParameterPair], titles: tuple[str, str]) -> None:
        """Takes other rows."""
        self.beginResetModel()
        self._pairs, self._titles = list(pairs), titles
        self.endResetModel()

    def as_text(self) -> str:
        """Returns the rows as lines of cells with tabs between them."""
        head = "\t".join((self.tr("Parameter"), *self._titles))
        lines = [
            "\t".join((pair.name, _exact(pair.first), _exact(pair.second))) for pair in self._pairs
        ]
        return "".join(f"{line}\n" for line in (head, *lines))

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each parameter."""
        return 0 if parent is not None and parent.isValid() else len(self._pairs)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The name and two values."""
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Texts; exact values in the tool tip."""
        pair, column = self._pairs[index.row()], index.column()
        match role:
            case _Role.DisplayRole:
                return pair.name if column == 0 else pair_texts(pair)[column - 1]
            case _Role.ToolTipRole:
                return plain_tip((pair.name, _exact(pair.first), _exact(pair.second))[column])
            case _ if role == _SAME_ROLE:
                return pair.is_same
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The trials that are compared."""
        if orientation is Qt.Orientation.Vertical:
            return None
        title = (self.tr("Parameter"), *self._titles)[section]
        match role:
            case _Role.DisplayRole:
                return title
            case _Role.ToolTipRole:
                return plain_tip(title)
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None


class _CellDelegate(QStyledItemDelegate):
    """What differs is strong, what is the same is quiet; values in a monospaced face."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens, is_name = self._theme.tokens, index.column() == 0
        is_same = bool(index.data(_SAME_ROLE))
        text = str(index.data())
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.grid))
        weight = QFont.Weight.Normal if is_same or is_name else QFont.Weight.Medium
        theme = self._theme
        painter.setFont(theme.ui_font() if is_name else theme.mono_font(METRICS.small, weight))
        is_quiet = is_same or text == ABSENT
        painter.setPen(QColor(tokens.text_second if is_quiet else tokens.text))
        inside = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        mode = Qt.TextElideMode.ElideMiddle if is_name else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, mode, inside.width() + 1)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _exact(value: object) -> str:
    if value is MISSING:
        return ABSENT
    return value if isinstance(value, str) else repr(value)
