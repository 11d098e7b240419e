"""The popup of a picker: search field above, filtered list below. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.chrome.picker_model import EXPLANATION_ROLE, PickerItem, PickerModel
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.icons import Icons

_ROW = 28
_SECTION = 26
_MAX_HEIGHT = 380
_MIN_WIDTH = 320
_MIN_TIP = 60
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LIST_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


_Index = QModelIndex | QPersistentModelIndex


class PickerPopup(QFrame):
    """Closes itself at a choice, at Esc and at a click elsewhere.

    Signals:
        picked: the key of the choice.
    """

    picked = Signal(str)

    def __init__(self, icons: Icons, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, name, self.tr("Choices"))
        set_role(self, "popup")
        self._model = PickerModel(self)
        self._list = named(QListView(), f"{name}_list", self.tr("Choices"))
        self._search = named(_SearchField(self._list), f"{name}_search", self.tr("Search"))
        self._nothing = TextLabel(self.tr("Nothing matches"), "hint")
        set_role(self._search, "bare")
        self._set_up_search(icons)
        self._set_up_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._nothing)

    def set_items(self, items: Sequence[PickerItem]) -> None:
        """Replaces the choices."""
        self._model.set_items(items)

    def open_below(self, anchor: QWidget, current: str, query: str) -> None:
        """Shows the list under a widget, or above it where the screen ends."""
        self._search.setText(query)
        self._filter(query)
        row = self._model.row_of(current)
        if not query and row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
        self._place(anchor)
        self.show()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._list.scrollTo(self._list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def _set_up_search(self, icons: Icons) -> None:
        action = self._search.addAction(
            icons.icon("search", "text_third"), QLineEdit.ActionPosition.LeadingPosition
        )
        icons.bind(action, "search", "text_third")
        self._search.setPlaceholderText(self.tr("Type a part of the name or its initials"))
        self._search.textEdited.connect(self._filter)
        self._search.returnPressed.connect(self._on_return_pressed)

    def _set_up_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(_PickerDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._pick)

    @Slot(str)
    def _filter(self, query: str) -> None:
        self._model.set_query(query)
        best = self._model.best_row(query)
        self._list.setCurrentIndex(self._model.index(best) if best >= 0 else QModelIndex())
        self._list.scrollTo(self._list.currentIndex())
        self._nothing.setVisible(best < 0)
        self._list.setVisible(best >= 0)

    @Slot()
    def _on_return_pressed(self) -> None:
        self._pick(self._list.currentIndex())

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        item = self._model.item_at(index.row())
        if item is not None:
            self.hide()
            self.picked.emit(item.key)

    def _place(self, anchor: QWidget) -> None:
        rows = self._model.rowCount() * _ROW + METRICS.control + 12
        width, height = max(anchor.width(), _MIN_WIDTH), min(rows + 8, _MAX_HEIGHT)
        screen = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        if corner.y() + height > screen.bottom():
            corner = anchor.mapToGlobal(QPoint(0, -height - 2))
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - width)))
        self.setGeometry(corner.x(), max(screen.top(), corner.y()), width, height)


class _SearchField(QLineEdit):
    """Keeps the keyboard while its arrow keys walk through the list."""

    def __init__(self, view: QListView) -> None:
        super().__init__()
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _LIST_KEYS:
            QApplication.sendEvent(self._view, event)
        else:
            super().keyPressEvent(event)


class _PickerDelegate(QStyledItemDelegate):
    """Sections small and quiet, items with their explanation at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_item = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return QSize(option.rect.width(), _ROW if is_item else _SECTION)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        painter.save()
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._paint_item(painter, option, index)
        else:
            self._paint_section(painter, option, index)
        painter.restore()

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.AlternateBase))
        text = str(index.data())
        box = option.rect.adjusted(METRICS.margin, 0, -METRICS.margin, 0)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(box, _LEFT, text)
        tip = str(index.data(EXPLANATION_ROLE) or "")
        room = box.width() - option.fontMetrics.horizontalAdvance(text) - METRICS.section
        if tip and room > _MIN_TIP:
            painter.setFont(_with_size(painter.font(), METRICS.small))
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            shown = painter.fontMetrics().elidedText(tip, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box, _RIGHT, shown)

    def _paint_section(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        box = option.rect.adjusted(METRICS.margin, 4, -METRICS.margin, 0)
        painter.setFont(_with_size(painter.font(), METRICS.tiny))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(box, _LEFT, str(index.data()))


def _with_size(font: QFont, size: int) -> QFont:
    resized = QFont(font)
    resized.setPixelSize(size)
    return resized
