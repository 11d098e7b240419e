"""The rows of the space form as a Qt list, changed row by row as the draft changes. GUI thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.space.row_views import RowView, shown_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.space.form_model import SpaceFormModel

_Index = QModelIndex | QPersistentModelIndex

_MIME = "application/x-tuner-gui-rows-of-this-list"
VIEW_ROLE = Qt.ItemDataRole.UserRole
"""The `RowView` of a row."""


class SpaceListModel(QAbstractListModel):
    """Follows a `SpaceFormModel`; rows keep their identity, so selection and scrolling stay.

    Attributes:
        is_changing: rows come and go right now; what Qt makes of the selection is not meant.
    """

    def __init__(self, form: SpaceFormModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.is_changing = False
        self._shown = shown_draft(form.draft, form.problems, form.notes)
        self._views = list(self._shown.views)
        form.changed.connect(self._on_form_changed)

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each parameter."""
        return 0 if parent is not None and parent.isValid() else len(self._views)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, spoken line, problem as tool tip, and the whole row for the delegate."""
        view = self.view_at(index.row())
        if view is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.name
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(view.tip)
            case Qt.ItemDataRole.AccessibleTextRole:
                return view.spoken
            case int() if role == VIEW_ROLE:
                return view
            case _:
                return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be dragged, between others and onto one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsDropEnabled
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows move; nothing is copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """One of its own: rows of this very list."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Returns the keys of rows, for a drag."""
        keys = [view.key for index in indexes if (view := self.view_at(index.row()))]
        data = QMimeData()
        data.setData(_MIME, json.dumps([id(self), sorted(keys)]).encode())
        return data

    def keys_in(self, data: QMimeData) -> tuple[int, ...]:
        """Returns the keys of the rows that are dragged; none if they are not of this list."""
        if not data.hasFormat(_MIME):
            return ()
        owner, keys = json.loads(bytes(data.data(_MIME).data()))
        known = {view.key for view in self._views}
        return tuple(keys) if owner == id(self) and known.issuperset(keys) else ()

    def view_at(self, row: int) -> RowView | None:
        """Returns what a row shows; None without such a row."""
        return self._views[row] if 0 <= row < len(self._views) else None

    def index_of(self, key: int | None) -> QModelIndex:
        """Returns where a row stands; invalid without such a row."""
        for row, view in enumerate(self._views):
            if view.key == key:
                return self.index(row)
        return QModelIndex()

    @Slot()
    def _on_form_changed(self) -> None:
        self.is_changing = True
        self._take_over()
        self.is_changing = False

    def _take_over(self) -> None:
        form = self._form
        self._shown = shown_draft(form.draft, form.problems, form.notes, self._shown)
        views = self._shown.views
        keys = [view.key for view in views]
        known = {view.key for view in self._views}
        if known and known.isdisjoint(keys):
            self.beginResetModel()
            self._views = list(views)
            self.endResetModel()
            return
        self._remove_all_but(set(keys))
        self._reorder([key for key in keys if key in known])
        self._insert(views, known)
        self._update(views)

    def _remove_all_but(self, keys: set[int]) -> None:
        for row in reversed(range(len(self._views))):
            if self._views[row].key not in keys:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._views[row]
                self.endRemoveRows()

    def _reorder(self, keys: list[int]) -> None:
        if keys == [view.key for view in self._views]:
            return
        self.layoutAboutToBeChanged.emit()
        place = {key: row for row, key in enumerate(keys)}
        before = self.persistentIndexList()
        after = [self.index(place[self._views[index.row()].key]) for index in before]
        self._views.sort(key=lambda view: place[view.key])
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, views: Sequence[RowView], known: set[int]) -> None:
        for row, view in enumerate(views):
            if view.key not in known:
                self.beginInsertRows(QModelIndex(), row, row)
                self._views.insert(row, view)
                self.endInsertRows()

    def _update(self, views: Sequence[RowView]) -> None:
        for row, view in enumerate(views):
            if self._views[row] is not view and self._views[row] != view:
                self._views[row] = view
                self.dataChanged.emit(self.index(row), self.index(row))
