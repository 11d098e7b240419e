"""A line that proposes words while one types; Enter or Tab takes the marked one. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from tuner_gui.ui.space.proposals import NO_PROPOSALS, Proposals
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    Propose: TypeAlias = Callable[[str], Proposals]

_KEYS_OF_POPUP = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
}


class ProposingLine(QLineEdit):
    """A text field with a list of words below it.

    A word that is taken is told as `textEdited`, as if it had been typed.

    Args:
        propose: returns what could stand behind the text before the cursor.
    """

    def __init__(
        self, name: str, accessible_name: str, propose: Propose, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self._propose = propose
        self._found = NO_PROPOSALS
        self._words = QStringListModel(self)
        self._popup = named(QListView(), f"{name}_proposals", self.tr("Proposals"))
        set_role(self._popup, "popup")
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take)

    def show_proposals(self) -> None:
        """Proposes what could stand at the cursor, unless it stands there already."""
        if self.isReadOnly():
            return
        self._found = self._propose(self.text()[: self.cursorPosition()])
        if not self._found.words or self._found.is_done:
            self._popup.hide()
            return
        self._words.setStringList(list(self._found.words))
        self._completer.complete()
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def hide_proposals(self) -> None:
        """Takes the list of words away."""
        self._popup.hide()

    def event(self, event: QEvent) -> bool:
        """Leaves Tab to the proposals, which would lead to the next field otherwise."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self._popup.isVisible()
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the keys of the proposals to them; Down asks for them."""
        key, is_open = Qt.Key(event.key()), self._popup.isVisible()
        if is_open and key in _KEYS_OF_POPUP:
            event.ignore()
        elif key == Qt.Key.Key_Down and not is_open:
            self.show_proposals()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _take(self, word: str) -> None:
        before, after = self.text()[: self._found.start], self.text()[self.cursorPosition() :]
        tail = (
            "" if after.lstrip().startswith(self._found.tail.strip() or "\0") else self._found.tail
        )
        taken = before + word + tail
        self.setText(taken + after)
        self.setCursorPosition(len(taken))
        self.textEdited.emit(self.text())
