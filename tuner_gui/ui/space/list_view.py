"""The list of parameters: selection, keys, dragging. GUI thread."""

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
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from tuner_gui.ui.space.drop_mark import paint_drop_line, paint_drop_on
from tuner_gui.ui.space.drop_target import DropOn, DropTarget, drop_target
from tuner_gui.ui.space.list_hint import ListHint
from tuner_gui.ui.space.list_model import SpaceListModel
from tuner_gui.ui.space.row_delegate import RowDelegate
from tuner_gui.ui.space.row_order import Landing, Refusal
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
    )

    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.theme import Theme

_FEWEST_ROWS = 4


class ParameterListView(QListView):
    """As high as its rows where there is room, scrolling where there is not.

    Signals:
        edit_requested(): the person wants to change the selected row (Enter, double click).
        rename_requested(): … its name (F2).
        dropped(keys, place): rows were dropped before a place.
        dropped_on(keys, parent): … on another row.
    """

    edit_requested = Signal()
    rename_requested = Signal()
    dropped = Signal(object, int)
    dropped_on = Signal(object, int)

    def __init__(self, form: SpaceFormModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "space_list", self.tr("Parameters"))
        self._form = form
        self._theme = theme
        self._room = 8 * METRICS.list_row
        self._is_telling = False
        self._is_following = False
        self._target: DropTarget | None = None
        self._rows = SpaceListModel(form, self)
        self.setModel(self._rows)
        self._delegate = RowDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._set_up_looks()
        self._set_up_dragging()
        self._hint = ListHint(self)
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

    @Slot(str)
    def refuse(self, message: str) -> None:
        """Says for a while why an edit cannot be made."""
        seen = self.visualRect(self.currentIndex()).center().y()
        self._hint.say(message, away_from=seen, is_refusal=True, stays=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes rows of this list."""
        if self._dragged(event):
            self.setState(QAbstractItemView.State.DraggingState)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows what a drop would do here; between two rows they move, on one they depend."""
        super().dragMoveEvent(event)  # scrolls at the edges
        keys = self._dragged(event)
        if not keys:
            event.ignore()
            return
        at = event.position().toPoint()
        self._show_target(self._target_at(at, keys), keys, at.y())
        if isinstance(self._target, Refusal):
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Takes the marks away."""
        super().dragLeaveEvent(event)
        self._show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells what was dropped where."""
        keys = self._dragged(event)
        self.setState(QAbstractItemView.State.NoState)
        target = self._target_at(event.position().toPoint(), keys) if keys else None
        self._show_target(None)
        match target:
            case DropOn(parent):
                self.dropped_on.emit(keys, parent)
            case Landing(place):
                self.dropped.emit(keys, place)
            case Refusal(message):
                self.refuse(message)
            case None:
                event.ignore()
                return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows, and over them where a drop would go."""
        super().paintEvent(event)
        if self._target is None or isinstance(self._target, Refusal):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match self._target:
            case DropOn(parent):
                rect = self.visualRect(self._rows.index_of(parent))
                paint_drop_on(painter, rect, self._theme.tokens)
            case Landing(place=place, depth=depth):
                width = self.viewport().width()
                paint_drop_line(painter, self._y_before(place), depth, width, self._theme.tokens)
        painter.end()

    def _dragged(self, event: QDropEvent) -> tuple[int, ...]:
        return () if self._form.is_locked else self._rows.keys_in(event.mimeData())

    def _target_at(self, at: QPoint, keys: tuple[int, ...]) -> DropTarget:
        index = self.indexAt(at)
        if not index.isValid():
            return drop_target(self._form.draft, keys, self._rows.rowCount(), 0.0)
        rect = self.visualRect(index)
        part = (at.y() - rect.top()) / rect.height()
        return drop_target(self._form.draft, keys, index.row(), part)

    def _show_target(
        self, target: DropTarget | None, keys: tuple[int, ...] = (), y: int = 0
    ) -> None:
        if target == self._target:
            return
        self._target = target
        match target:
            case DropOn(parent):
                name, own = (self._form.draft.row(key).name for key in (parent, keys[0]))
                what = own if len(keys) == 1 else self.tr("%d parameters") % len(keys)
                words = self.tr("Make %s depend on %s…") % (what, name)
                self._hint.say(words, away_from=y)
            case Refusal(message):
                self._hint.say(message, away_from=y, is_refusal=True)
            case _:
                self._hint.clear()
        self.viewport().update()

    def _y_before(self, place: int) -> int:
        last = self._rows.rowCount() - 1
        rect = self.visualRect(self._rows.index(min(place, last)))
        return rect.top() if place <= last else rect.bottom()

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
        self.setDropIndicatorShown(False)  # it is painted here: rows land as blocks
        self.setDragDropOverwriteMode(False)

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
