"""The field in which tags are typed, completed from those in use. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from tuner_gui.core.marks import tidy_tags
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WIDTH = 92
_MOST_PROPOSALS = 8


class TagField(QLineEdit):
    """A comma, Enter or leaving the field adds what is typed; Backspace in it empty takes one away.

    Args:
        known: returns the tags to propose, the most frequent first.

    Signals:
        entered(tuple[str, ...]): tags to be added.
        last_removed(): the last tag is to go.
    """

    entered = Signal(object)
    last_removed = Signal()

    def __init__(
        self, name: str, known: Callable[[], tuple[str, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Add a tag"))
        set_role(self, "tag")
        self.setPlaceholderText(self.tr("Add a tag"))
        self.setToolTip(self.tr("A word to find the trial by; a comma or Enter adds it"))
        self._known = known
        self._words = QStringListModel(self)
        self._popup = named(QListView(), f"{name}_proposals", self.tr("Tags in use"))
        set_role(self._popup, "popup")
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._on_taken)
        self.textEdited.connect(self._on_edited)

    def settle(self) -> None:
        """Adds what is typed."""
        self._popup.hide()
        self._enter(self.text())

    def sizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(_WIDTH, super().sizeHint().height())

    # what the person does

    def event(self, event: QEvent) -> bool:
        """Leaves Tab to the proposals where one is marked, which would lead on otherwise."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_tab = Qt.Key(event.key()) == Qt.Key.Key_Tab
            if is_tab and self._has_marked():
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Adds tags, takes the last one away, or leads through the proposals."""
        key, is_open = Qt.Key(event.key()), self._popup.isVisible()
        if key in _ENTER and not self._has_marked():
            self.settle()
        elif is_open and (key in _ENTER or key == Qt.Key.Key_Escape):
            event.ignore()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Backspace and not self.text():
            if not event.isAutoRepeat():  # who holds it down erases a text, and stops there
                self.last_removed.emit()
        elif key == Qt.Key.Key_Down and not is_open:
            self._propose()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Adds what is typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def _has_marked(self) -> bool:
        return self._popup.isVisible() and self._popup.currentIndex().isValid()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        whole, comma, rest = text.rpartition(",")
        if comma:
            self._enter(whole)
            self.setText(rest.lstrip())
        if rest.strip():
            self._propose()
        else:
            self._popup.hide()

    @Slot(str)
    def _on_taken(self, tag: str) -> None:
        self._enter(tag)

    def _enter(self, text: str) -> None:
        self.clear()
        tags = tidy_tags(text.split(","))
        if tags:
            self.entered.emit(tags)

    def _propose(self) -> None:
        typed = self.text().strip().casefold()
        words = [tag for tag in self._known() if typed in tag.casefold()]
        words.sort(key=lambda tag: not tag.casefold().startswith(typed))
        if not words or [word.casefold() for word in words] == [typed]:
            self._popup.hide()
            return
        self._words.setStringList(words[:_MOST_PROPOSALS])
        place = self.rect()
        place.setWidth(max(140, self._popup.sizeHintForColumn(0) + 32))
        self._completer.complete(place)
        self._popup.setCurrentIndex(QModelIndex())  # Enter adds what is typed, not a proposal
