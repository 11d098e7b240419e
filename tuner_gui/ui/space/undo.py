"""Undo and redo of every edit of the space. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.ui.space.draft import SpaceDraft
    from tuner_gui.ui.space.form_model import DraftEdit, SpaceFormModel

PAUSE_S = 2.0
"""Who thinks for so long in the middle of typing begins another step."""

_MOST_STEPS = 1_000
_MERGEABLE = 1


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that could be undone: what it did, and the draft before it."""

    label: str
    before: SpaceDraft


class SpaceHistory(QObject):
    """Keeps the steps of a person and goes back and forth among them.

    Typing in one field is one step, until the person pauses, leaves the field, or undoes. A step
    that ends where it began is none.

    Args:
        form: whose edits these are.
        clock: seconds, from anywhere.

    Signals:
        changed(): what can be undone or redone is other than before.
        restored(): a draft was brought back.
    """

    changed = Signal()
    restored = Signal()

    def __init__(
        self, form: SpaceFormModel, parent: QObject, *, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._clock = clock
        self._is_sealed = False
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(_MOST_STEPS)
        self._stack.indexChanged.connect(self._on_index_changed)
        form.edited.connect(self._on_edited)

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty where it cannot."""
        return self._stack.undoText() if self._stack.canUndo() else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty where it cannot."""
        return self._stack.redoText() if self._stack.canRedo() else ""

    @property
    def can_undo(self) -> bool:
        """True where there is a step back, and the form is not locked."""
        return self._stack.canUndo() and not self._form.is_locked

    @property
    def can_redo(self) -> bool:
        """True where there is a step forth, and the form is not locked."""
        return self._stack.canRedo() and not self._form.is_locked

    def past(self) -> list[PastStep]:
        """Returns the steps that can be undone, the latest first."""
        commands = map(self._stack.command, reversed(range(self._stack.index())))
        return [
            PastStep(command.text(), command.before)
            for command in commands
            if isinstance(command, _Step)
        ]

    @Slot()
    def undo(self) -> None:
        """Takes the latest step back."""
        if self.can_undo:
            self._stack.undo()
            self.seal()
            self.restored.emit()

    @Slot()
    def redo(self) -> None:
        """Does again what was taken back."""
        if self.can_redo:
            self._stack.redo()
            self.seal()
            self.restored.emit()

    @Slot()
    def clear(self) -> None:
        """Forgets all steps: another session is shown."""
        self._stack.clear()
        self.changed.emit()

    @Slot()
    def seal(self) -> None:
        """Ends the step that is being typed."""
        self._is_sealed = True

    @Slot(object)
    def _on_edited(self, edit: DraftEdit) -> None:
        self._stack.push(_Step(self._form, edit, self._clock(), is_apart=self._is_sealed))
        self._is_sealed = False

    @Slot()
    def _on_index_changed(self) -> None:
        self.changed.emit()


class _Step(QUndoCommand):
    """One edit. It has been made already when it is pushed, so the first redo does nothing."""

    def __init__(
        self, form: SpaceFormModel, edit: DraftEdit, at_s: float, *, is_apart: bool
    ) -> None:
        super().__init__(edit.label)
        self.before = edit.before
        self._form = form
        self.after = edit.after
        self.merge = edit.merge
        self.at_s = at_s
        self.is_apart = is_apart
        self._is_made = True

    def id(self) -> int:
        """Says that steps may be merged."""
        return _MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Takes in a step that goes on where this one ended, as the next letter does."""
        if not isinstance(other, _Step) or not other.merge or other.merge != self.merge:
            return False
        is_taken_back = other.after == self.before
        if not is_taken_back and (other.is_apart or other.at_s - self.at_s > PAUSE_S):
            return False
        self.after = other.after
        self.at_s = other.at_s
        self.setObsolete(is_taken_back)
        return True

    def undo(self) -> None:
        """Brings back the draft before."""
        self._restore(self.before)

    def redo(self) -> None:
        """Brings back the draft after."""
        if self._is_made:
            self._is_made = False
        else:
            self._restore(self.after)

    def _restore(self, draft: SpaceDraft) -> None:
        self._form.restore(draft, select=_rows_in_sight(self._form.draft, draft))


def _rows_in_sight(shown: SpaceDraft, draft: SpaceDraft) -> tuple[int, ...]:
    """Returns the rows to select when another draft is shown: those that come back or change.

    None of them where the selection may stay, or where all rows are others.
    """
    back = tuple(row.key for row in draft if row.key not in shown)
    if back:
        return back if len(back) < len(draft) else ()
    if any(row.key not in draft for row in shown):
        return ()
    return tuple(row.key for row in draft if row != shown.row(row.key))
