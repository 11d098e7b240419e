"""The list of parameters: selection, keys, how high it is. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QWidget

from tuner_gui.ui.space.drop_list import DropListView
from tuner_gui.ui.space.row_delegate import RowDelegate
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import (
        QKeyEvent,
    )

    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.theme import Theme

_FEWEST_ROWS = 4


class ParameterListView(DropListView):
    """As high as its rows where there is room, scrolling where there is not.

    Signals:
        edit_requested(): the person wants to change the selected row (Enter, double click).
        rename_requested(): … its name (F2).
    """

    edit_requested = Signal()
    rename_requested = Signal()

    def __init__(self, form: SpaceFormModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(form, theme, parent)
        named(self, "space_list", self.tr("Parameters"))
        self._room = 8 * METRICS.list_row
        self._is_telling = False
        self._is_following = False
        self._delegate = RowDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._set_up_looks()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_selection_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self.edit_requested)
        form.current_changed.connect(self._on_form_selection_changed)
        form.selection_changed.connect(self._on_form_selection_changed)
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
        """Enter leads to the fields, F2 to the name, Esc to one row; the rest is Qt's."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.edit_requested.emit()
            case Qt.Key.Key_F2:
                self.rename_requested.emit()
            case Qt.Key.Key_Escape if len(self._form.selected_keys) > 1:
                self._form.select(self._form.current_key)
            case _:
                super().keyPressEvent(event)

    def corner_of(self, key: int) -> QPoint:
        """Returns where something about a row opens: below its name, on the screen."""
        rect = self.visualRect(self._rows.index_of(key)).intersected(self.viewport().rect())
        return self.viewport().mapToGlobal(QPoint(METRICS.margin, rect.bottom()))

    def slide_back(self, slid: int) -> None:
        """Shows rows further up after the list has gone up so far; the focused one stays seen."""
        below = self.viewport().height() - self.visualRect(self.currentIndex()).bottom() - 1
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - max(0, min(slid, below)))

    def _set_up_looks(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(METRICS.list_row // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _fit(self) -> None:
        self.updateGeometry()

    @Slot()
    def _on_selection_changed(self) -> None:
        if self._is_following or self._rows.is_changing:
            return
        self._is_telling = True
        indexes = self.selectionModel().selectedIndexes()
        keys = [view.key for index in indexes if (view := self._rows.view_at(index.row()))]
        current = self._rows.view_at(self.currentIndex().row())
        self._form.select_rows(keys, current.key if current is not None else None)
        self._is_telling = False

    @Slot()
    def _on_form_selection_changed(self) -> None:
        if not self._is_telling:
            self._follow()

    @Slot()
    def _on_form_changed(self) -> None:
        self._follow()
        self._fit()

    def _follow(self) -> None:
        """Shows the form's selection and its focused row."""
        self._is_following = True
        chosen = self.selectionModel()
        rows = [self._rows.index_of(key) for key in self._form.selected_keys]
        if sorted(rows) != sorted(chosen.selectedIndexes()):
            selection = QItemSelection()
            for index in rows:
                selection.select(index, index)
            chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = self._rows.index_of(self._form.current_key)
        if current != self.currentIndex():
            chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(current)
        self._is_following = False

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.viewport().update()
