"""A list of what is not quite the same in another tool, by name. GUI thread."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.chrome.buttons import RoleButton
from tuner_gui.ui.chrome.labels import Hairline, TextLabel
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 520
_ROW_HEIGHT = 44
_TALLEST = 560
_MOST_SHOWN = 200


class NotesDialog(QDialog):
    """Shows notes; blocks the window, but nobody waits for it.

    Args:
        title: what was done, or is about to be.
        summary: what the notes are about, in a sentence.
        notes: sentences that begin with a name and a colon.
        go_on: the button that accepts; empty where there is nothing to decide.
    """

    def __init__(
        self, parent: QWidget, title: str, summary: str, notes: Sequence[str], go_on: str = ""
    ) -> None:
        super().__init__(parent)
        named(self, "notes_dialog", title)
        self.setWindowTitle(title)
        self._summary = TextLabel(breakable(summary), "title")
        self._summary.setObjectName("notes_summary")
        self._summary.setWordWrap(True)
        self._list = ScrollPage("notes_list")
        self._list.content.setContentsMargins(METRICS.section, 0, METRICS.section, METRICS.margin)
        self._fill(notes)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(METRICS.gap)
        self._buttons.addStretch(1)
        dismiss = self.tr("Cancel") if go_on else self.tr("Close")
        self._close = self._button(dismiss, "notes_close", is_default=not go_on)
        self._close.clicked.connect(self.reject)
        if go_on:
            self._button(go_on, "notes_go_on", is_default=True).clicked.connect(self.accept)
        self._lay_out()
        self.resize(_WIDTH, min(_TALLEST, 140 + _ROW_HEIGHT * len(notes)))
        self.finished.connect(self.deleteLater)

    def _button(self, text: str, name: str, *, is_default: bool) -> RoleButton:
        button = RoleButton(text, name)
        button.setDefault(is_default)
        button.setAutoDefault(is_default)
        self._buttons.addWidget(button)
        return button

    def _fill(self, notes: Sequence[str]) -> None:
        parts = [note.partition(": ") for note in notes[:_MOST_SHOWN]]
        for name, group in groupby(parts, key=lambda part: part[0]):
            self._list.content.addWidget(_Note(name, [sentence for _, _, sentence in group]))
        if len(notes) > _MOST_SHOWN:
            more = self.tr("And {count} more.").format(count=len(notes) - _MOST_SHOWN)
            self._list.content.addWidget(TextLabel(more, "second"))
        self._list.content.addStretch(1)

    def _lay_out(self) -> None:
        self._summary.setContentsMargins(
            METRICS.section, METRICS.section, METRICS.section, METRICS.margin
        )
        self._buttons.setContentsMargins(*(METRICS.margin,) * 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._summary)
        layout.addWidget(self._list, 1)
        layout.addWidget(Hairline())
        layout.addLayout(self._buttons)


class _Note(QWidget):
    """A name, and below it what is to be said about it."""

    def __init__(self, name: str, sentences: Sequence[str]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        heading = TextLabel(breakable(name), "mono")
        heading.setObjectName("note_name")
        heading.setWordWrap(True)
        layout.addWidget(heading)
        for sentence in sentences:
            text = TextLabel(breakable(sentence), "second")
            text.setObjectName("note_text")
            text.setWordWrap(True)
            layout.addWidget(text)
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(sentences))
