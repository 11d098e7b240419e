"""A list whose rows can be dropped between others, and on one. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from tuner_gui.ui.space.drag_picture import BESIDE_POINTER, drag_picture
from tuner_gui.ui.space.drop_mark import paint_drop_line, paint_drop_on
from tuner_gui.ui.space.drop_target import DropOn, DropTarget, drop_target
from tuner_gui.ui.space.list_hint import ListHint
from tuner_gui.ui.space.list_model import SpaceListModel
from tuner_gui.ui.space.row_order import Landing, Refusal

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.theme import Theme


class DropListView(QListView):
    """Shows where dragged rows would go, and says what a drop does or why it cannot be.

    Signals:
        dropped(keys, place): rows were dropped before a place.
        dropped_on(keys, parent): … on another row.
    """

    dropped = Signal(object, int)
    dropped_on = Signal(object, int)

    def __init__(self, form: SpaceFormModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._theme = theme
        self._rows = SpaceListModel(form, self)
        self.setModel(self._rows)
        self._target: DropTarget | None = None
        self._set_up_dragging()
        self._hint = ListHint(self)

    @Slot(str)
    def refuse(self, message: str) -> None:
        """Says for a while why an edit cannot be made."""
        seen = self.visualRect(self.currentIndex()).center().y()
        self._hint.say(message, away_from=seen, is_refusal=True, stays=False)

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802
        """Drags the selected rows; a small plate beside the pointer tells what they are."""
        indexes = self.selectedIndexes()
        keys = self._form.selected_keys
        if not indexes or not keys:
            return
        name = self._form.draft.row(keys[0]).name
        words = name if len(keys) == 1 else self.tr("%d parameters") % len(keys)
        ratio, tokens = self.devicePixelRatioF(), self._theme.tokens
        drag = QDrag(self)
        drag.setMimeData(self._rows.mimeData(indexes))
        drag.setPixmap(drag_picture(words, self.font(), self.fontMetrics(), tokens, ratio))
        drag.setHotSpot(BESIDE_POINTER)
        drag.exec(supported, self.defaultDropAction())

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

    def _set_up_dragging(self) -> None:
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # it is painted here: rows land as blocks
        self.setDragDropOverwriteMode(False)
