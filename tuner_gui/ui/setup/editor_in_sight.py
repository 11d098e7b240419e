"""Slides the Setup pane so that the editor of the selected row is seen. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tuner_gui.ui.space.form import SpaceForm


class SetupScroller(QScrollArea):
    """Lets the sections slide where the window is small, and says how much is seen at once.

    A field that has the focus stays in sight when something below takes up room.
    """

    height_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._kept: QWidget | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._on_settled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the new height."""
        focused = QApplication.focusWidget()
        if event.size().height() < event.oldSize().height() and self._shows(focused, event):
            self._kept = focused
            self._settled.start(0)
        super().resizeEvent(event)
        self.height_changed.emit(event.size().height())

    @Slot(QWidget)
    def show_soon(self, widget: QWidget) -> None:
        """Slides a widget into sight once it has its size."""
        show = partial(self.ensureWidgetVisible, widget, 0, METRICS.margin)
        QTimer.singleShot(0, self, show)

    def _shows(self, widget: QWidget | None, event: QResizeEvent) -> bool:
        """Says whether a widget was wholly seen before."""
        if widget is None or not self.viewport().isAncestorOf(widget):
            return False
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y()
        return top >= 0 and top + widget.height() <= event.oldSize().height()

    @Slot()
    def _on_settled(self) -> None:
        if self._kept is not None and self._kept is QApplication.focusWidget():
            self.ensureWidgetVisible(self._kept, 0, METRICS.gap)
        self._kept = None


class EditorInSight(QObject):
    """Brings the editor into sight at the next idle, but after a click only when it is over.

    A second click at the same place is to hit the same row: nothing slides before it can no
    longer come, and the list slides back inside as far as it can.
    """

    def __init__(self, scroll: SetupScroller, form: SpaceForm, parent: QObject) -> None:
        super().__init__(parent)
        self._scroll, self._form = scroll, form
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @Slot()
    def ask(self) -> None:
        """Brings it into sight soon; not while the mouse is about to click once more."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start(QApplication.doubleClickInterval())
        elif not self._timer.isActive():
            self._timer.start(0)

    @Slot()
    def _on_timeout(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:  # a row may be dragged
            self._timer.start(QApplication.doubleClickInterval())
        elif self._form.has_selected_row:
            self._slide()

    def _slide(self) -> None:
        editor = self._form.editor()
        bar = self._scroll.verticalScrollBar()
        top = editor.mapTo(self._scroll.viewport(), QPoint(0, 0)).y() + bar.value()
        before = bar.value()
        least = top + editor.height() - self._scroll.viewport().height()
        bar.setValue(min(max(before, least), top))
        self._form.slide_list_back(bar.value() - before)
