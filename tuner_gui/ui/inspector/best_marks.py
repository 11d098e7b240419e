"""What a person said of the best trial, to be read; the trial's page changes it. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import FieldLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.inspector.hidden_line import HiddenLine
from tuner_gui.ui.inspector.tag_row import TagRow
from tuner_gui.ui.notes.note_view import NoteView
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.ui.style.theme import Theme


class BestMarks(QWidget):
    """Nothing where nothing was said.

    A new best may come at any moment: what is typed here would be torn away.

    Signals:
        edit_requested(): the person wants to change the note.
    """

    edit_requested = Signal()

    def __init__(self, live: LiveStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "best_marks", self.tr("Tags and note"))
        self._live = live
        self._number: int | None = None
        self._hidden = HiddenLine(theme.icons, "best_hidden")
        self._tags = TagRow(theme, "best_tags")
        self._head = QWidget()
        self._link = LinkButton(self.tr("Edit"), "best_note_link")
        self._link.setAccessibleName(self.tr("Edit the note"))
        self._view = NoteView(theme, "best_note_view")
        self._lay_out()
        self._hidden.show_requested.connect(self._on_show_requested)
        self._link.clicked.connect(self.edit_requested)
        self._view.edit_requested.connect(self.edit_requested)
        self._live.marked.connect(self._on_marked)
        self._live.marking_changed.connect(self._show)

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(FieldLabel(self.tr("Note")), 1)
        head.addWidget(self._link)
        note = QVBoxLayout()
        note.setSpacing(METRICS.tiny_gap)
        note.addWidget(self._head)
        note.addWidget(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._hidden)
        layout.addWidget(self._tags)
        layout.addLayout(note)

    def show_best(self, number: int | None) -> None:
        """Shows what is said of a trial, by its number."""
        self._number = number
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._number is None:
            self.hide()
            return
        mark, obstacle = self._live.store.marks.of(self._number), self._live.marking_obstacle
        self._hidden.set_hidden(is_hidden=mark.is_hidden, obstacle=obstacle)
        self._tags.set_tags(mark.tags, can_go=False)
        self._tags.setVisible(bool(mark.tags))
        has_note = bool(mark.note.strip())
        self._head.setVisible(has_note)
        self._view.show_note(mark.note)
        self._view.setVisible(has_note)
        for part in (self._link, self._view):
            part.setToolTip(plain_tip(obstacle))
        self._link.setEnabled(not obstacle)
        self.setVisible(mark.is_hidden or bool(mark.tags) or has_note)

    @Slot(object)
    def _on_marked(self, numbers: frozenset[int]) -> None:
        if self._number in numbers:
            self._show()

    @Slot()
    def _on_show_requested(self) -> None:
        if self._number is not None:
            mark = self._live.store.marks.of(self._number)
            self._live.mark({self._number: replace(mark, is_hidden=False)})
