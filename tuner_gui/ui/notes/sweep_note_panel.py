"""The pane with the note of the whole sweep. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome.pane import Pane
from tuner_gui.ui.notes.note_editor import NoteEditor
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme

_NARROWEST = 220


class SweepNotePanel(Pane):
    """Shows what a person wrote of the sweep, and takes it.

    Signals:
        changed(str): the person changed the note to this.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", "sweep_note_pane", parent)
        self.set_title(self.tr("Sweep note"))
        self.setMinimumWidth(_NARROWEST)
        purpose = self.tr("What the sweep is for, what came out of it, what to try next.")
        self._editor = NoteEditor(theme, "sweep_note", purpose=purpose)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(*(METRICS.margin,) * 4)
        layout.addWidget(self._editor)
        self.set_body(page)
        self.add_action_widget(self._editor.link)
        self._editor.committed.connect(self.changed)

    def note(self) -> str:
        """The note, as it was set or committed last."""
        return self._editor.note()

    def set_note(self, note: str) -> None:
        """Shows a note; another one than before ends the typing, so call `settle` first."""
        if note != self._editor.note():
            self._editor.discard()
            self._editor.set_note(note)

    def settle(self) -> None:
        """Commits what is being typed."""
        self._editor.settle()

    @Slot()
    def edit(self) -> None:
        """Opens the note for typing."""
        self._editor.edit()

    def set_obstacle(self, reason: str) -> None:
        """Says why the note cannot be changed; nothing where it can."""
        self._editor.set_obstacle(reason)
