"""The list of parameters: selection, keys, dragging. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from tuner_gui.ui.space.list_model import SpaceListModel
from tuner_gui.ui.space.row_delegate import RowDelegate
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.theme import Theme

_FEWEST_ROWS = 4


class ParameterListView(QListView):
    """As high as its rows where there is room, scrolling where there is not.

    Signals:
        edit_requested(): the person wants to change the selected row (Enter, double click).
        rename_requested(): … its name (F2).
    """

    edit_requested = Signal()
    rename_requested = Signal()

    def __init__(self, form: SpaceFormModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "space_list", self.tr("Parameters"))
        self._form = form
        self._room = 8 * METRICS.list_row
        self._rows = SpaceListModel(form, self)
        self.setModel(self._rows)
        self._delegate = RowDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._set_up_looks()
        self._set_up_dragging()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self.edit_requested)
        form.current_changed.connect(self._on_form_current_changed)
        form.changed.connect(self._on_form_changed)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """All rows, or as many as there is room for."""
        rows = self._rows.rowCount()
        most = max(_FEWEST_ROWS, self._room // METRICS.list_row)
        return QSize(240, min(rows, most) * METRICS.list_row)

    def minimumSizeHint(self) -> QSize:
        """The same height: what does not fit into the pane is for the pane to scroll."""
        return QSize(120, self.sizeHint().height())

    def set_room(self, height: int) -> None:
        """Says how high the list may become before it scrolls."""
        if height != self._room:
            self._room = height
            self._fit()

    def set_coverage(self, coverage: Mapping[str, Coverage]) -> None:
        """Shows what has been tried of each parameter, by name."""
        if coverage != self._delegate.coverage:
            self._delegate.coverage = coverage
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the fields, F2 to the name; the rest is Qt's."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.edit_requested.emit()
            case Qt.Key.Key_F2:
                self.rename_requested.emit()
            case _:
                super().keyPressEvent(event)

    def _set_up_looks(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(METRICS.list_row // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _set_up_dragging(self) -> None:
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)

    def _fit(self) -> None:
        self.updateGeometry()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        view = self._rows.view_at(current.row()) if current.isValid() else None
        if view is not None:
            self._form.select(view.key)

    @Slot()
    def _on_form_current_changed(self) -> None:
        self._show_current()

    @Slot()
    def _on_form_changed(self) -> None:
        self._show_current()
        self._fit()

    def _show_current(self) -> None:
        index = self._rows.index_of(self._form.current_key)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        self.scrollTo(index)

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()
