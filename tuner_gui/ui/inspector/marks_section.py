"""What a person says of the selected trial: tags, note, and that it is hidden. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.core.marks import UNMARKED, tidy_tags
from tuner_gui.ui.inspector.hidden_line import HiddenLine
from tuner_gui.ui.inspector.tag_field import TagField
from tuner_gui.ui.inspector.tag_row import TagRow
from tuner_gui.ui.notes.note_editor import NoteEditor
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme


class MarksSection(QWidget):
    """Shows the mark of one trial and takes what is said of it anew.

    What is typed belongs to the trial that was shown then, whatever is shown next. What was typed
    when marking came to be impossible waits until it is possible again.
    """

    def __init__(self, live: LiveStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trial_marks", self.tr("Tags and note"))
        self._live = live
        self._store = live.store
        self._number: int | None = None
        self._started_at = 0.0
        self._waiting: dict[int, TrialMark] = {}
        self._hidden = HiddenLine(theme.icons, "trial_hidden")
        self._field = TagField("trial_tag_field", self._tags_to_propose)
        self._note = NoteEditor(theme, "trial_note")
        self._tags = TagRow(theme, "trial_tags", self._field, self._note.invitation)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        for part in (self._hidden, self._tags, self._note):
            layout.addWidget(part)

    def _connect(self) -> None:
        self._live.marked.connect(self._on_marked)
        self._live.marking_changed.connect(self._on_marking_changed)
        self._hidden.show_requested.connect(self._on_show_requested)
        self._tags.removed.connect(self._on_tag_removed)
        self._field.entered.connect(self._on_tags_entered)
        self._field.last_removed.connect(self._on_last_tag_removed)
        self._note.committed.connect(self._on_note_committed)

    # what is shown

    def show_trial(self, store: TrialStore, row: int) -> None:
        """Shows what is said of a trial; what is typed of another is committed first."""
        number, started_at = int(store.numbers[row]), float(store.started_at[row])
        is_same_store = store is self._store
        is_same = number == self._number and (is_same_store or started_at == self._started_at)
        if not is_same:
            self.leave()
            if not is_same_store:
                self._waiting.clear()
        self._store, self._number, self._started_at = store, number, started_at
        self._show()

    def leave(self) -> None:
        """Commits what is typed and ends the typing: another trial is shown, or none."""
        self.settle()
        self._field.clear()
        self._note.discard()
        self._number = None

    def settle(self) -> None:
        """Commits what is typed, if its trial is still there."""
        if self._number is not None and self._store is self._live.store:
            self._field.settle()
            self._note.settle()

    def edit_note(self, back: QWidget | None = None) -> None:
        """Opens the note for typing, unless nothing can be marked.

        Args:
            back: where the keyboard goes afterwards.
        """
        self._note.edit(back)

    def edit_tags(self) -> None:
        """Leads the keyboard to the tags."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        if self._number is None:
            return
        obstacle = self._live.marking_obstacle
        self._note.set_obstacle(obstacle)  # commits what is typed
        mark = self._mark()
        self._hidden.set_hidden(is_hidden=mark.is_hidden, obstacle=obstacle)
        self._field.setVisible(not obstacle)
        self._tags.set_tags(mark.tags, can_go=not obstacle)
        self._note.set_note(mark.note)

    def _mark(self) -> TrialMark:
        if self._number is None:
            return UNMARKED
        return self._waiting.get(self._number, self._live.store.marks.of(self._number))

    def _tags_to_propose(self) -> tuple[str, ...]:
        had = {tag.casefold() for tag in self._mark().tags}
        return tuple(tag for tag in self._live.store.marks.tags() if tag.casefold() not in had)

    # what the person says

    def _say(self, **changes: Any) -> None:
        if self._number is None or self._store is not self._live.store:
            return
        mark = replace(self._mark(), **changes)
        if self._live.marking_obstacle:
            self._waiting[self._number] = mark
        else:
            self._live.mark({self._number: mark})

    @Slot()
    def _on_show_requested(self) -> None:
        self._say(is_hidden=False)

    @Slot(object)
    def _on_tags_entered(self, tags: tuple[str, ...]) -> None:
        self._say(tags=tidy_tags((*self._mark().tags, *tags)))

    @Slot(str)
    def _on_tag_removed(self, tag: str) -> None:
        self._say(tags=tuple(each for each in self._mark().tags if each != tag))

    @Slot()
    def _on_last_tag_removed(self) -> None:
        self._say(tags=self._mark().tags[:-1])

    @Slot(str)
    def _on_note_committed(self, note: str) -> None:
        self._say(note=note)

    # what others say

    @Slot(object)
    def _on_marked(self, numbers: frozenset[int]) -> None:
        if self._number in numbers:
            self._show()

    @Slot()
    def _on_marking_changed(self) -> None:
        if not self._live.marking_obstacle and self._store is self._live.store:
            waiting, self._waiting = self._waiting, {}
            self._live.mark(waiting)
        self._show()
