"""A note that is read, and typed where it stands. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from tuner_gui.core.marks import LONGEST_NOTE
from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import FieldLabel, WrappedLabel
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.notes.note_field import NoteField
from tuner_gui.ui.notes.note_view import NoteView
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme

_LOOK_AGAIN_MS = 30


class NoteEditor(QWidget):
    """Shows a note; a click, Enter or Edit makes a field of it, leaving that a note again.

    Its owner places one of its parts: of a note with a purpose `link`, which reads Edit or Done, of
    any other `invitation`, which stands where there is no note.

    Args:
        theme: colours, fonts and icons.
        name: of the object; its parts are called after it.
        purpose: what the note is for; with it the note fills the room that it is given.

    Signals:
        committed(str): the person changed the note to this.
    """

    committed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, purpose: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Note"))
        self._note = ""
        self._typed_from: str | None = None
        self._obstacle = ""
        self._back: QWidget | None = None
        self.link = LinkButton("", f"{name}_link", self)
        self.link.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click there does not leave the field
        self.invitation = self._make_invitation(theme, purpose)
        self._view = NoteView(theme, f"{name}_view", fills=bool(purpose))
        self._field = NoteField(f"{name}_field", fills=bool(purpose))
        self._head: list[QWidget] = [self.link]
        self._hint = WrappedLabel("", "hint")
        self._hint.setObjectName(f"{name}_hint")
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._lay_out(is_filling=bool(purpose))
        self._connect()
        self._show()

    def _make_invitation(self, theme: Theme, purpose: str) -> LinkButton | EmptyState:
        name = self.objectName()
        if purpose:
            text = self.tr("Write a note")
            empty = EmptyState(
                theme.icons, "note", purpose, text, name=f"{name}_empty", parent=self
            )
            empty.activated.connect(self._on_invited)
            inside = empty.layout()
            if inside is not None:  # there is room around it already, and little in it
                inside.setContentsMargins(0, 0, 0, 0)
            return empty
        button = LinkButton(self.tr("Add a note"), f"{name}_add", self)
        button.setAutoDefault(True)  # Enter presses it, as Space does
        button.clicked.connect(self._on_invited)
        return button

    def _lay_out(self, *, is_filling: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if not is_filling:
            layout.addLayout(self._make_head())
        for part in (self._view, self._field):
            layout.addWidget(part, 1 if is_filling else 0)
        layout.addWidget(self._hint)
        if is_filling:
            layout.addWidget(self.invitation, 1)

    def _make_head(self) -> QHBoxLayout:
        label = FieldLabel(self.tr("Note"))
        self._head.append(label)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.link)
        return head

    def _connect(self) -> None:
        self.link.clicked.connect(self._on_link_clicked)
        self._view.edit_requested.connect(self._on_edit_requested)
        self._field.done.connect(self.finish)
        self._field.left.connect(self._on_left)
        self._field.refused.connect(self._on_refused)
        self._field.fitted.connect(self._on_fitted)
        self._closing.timeout.connect(self._on_closing)

    # what it holds

    @property
    def is_editing(self) -> bool:
        """Whether the note is a field just now."""
        return self._typed_from is not None

    def note(self) -> str:
        """The note, as it was set or committed last."""
        return self._note

    def set_note(self, note: str) -> None:
        """Shows a note; one that is being typed stays as it is typed."""
        self._note = note
        if not self.is_editing:
            self._show()

    def set_obstacle(self, reason: str) -> None:
        """Says why the note cannot be changed; nothing where it can. What is typed is committed."""
        if reason == self._obstacle:
            return
        if reason:
            self.settle()
            self._close()
        self._obstacle = reason
        self._show()

    # typing

    def edit(self, back: QWidget | None = None) -> None:
        """Opens the note for typing, unless there is an obstacle.

        Args:
            back: where the keyboard goes afterwards; to the note if to nowhere else.
        """
        self._edit_at(len(self._note), back)

    @Slot()
    def finish(self) -> None:
        """Commits what is typed, and shows it."""
        had_keyboard = self._field.hasFocus()
        self.settle()
        self._close()
        if had_keyboard:
            self._give_keyboard_back()

    def settle(self) -> None:
        """Commits what is typed, which goes on being typed."""
        text = self._field.text()
        if self._typed_from is None or text == self._typed_from:
            return
        self._typed_from = text
        note = text.strip("\n").rstrip()
        if note != self._note:
            self._note = note
            self.committed.emit(note)

    def discard(self) -> None:
        """Gives up what is typed: it has nowhere to go."""
        self._close()

    def _edit_at(self, place: int, back: QWidget | None = None) -> None:
        if self._obstacle:
            return
        self._back = back
        if not self.is_editing:
            self._typed_from = self._note
            self._field.start(self._note, place)
            self._typed_from = self._field.text()
            self._show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self.is_editing:
            self._closing.stop()
            self._typed_from = None
            self._show()

    def _give_keyboard_back(self) -> None:
        back, self._back = self._back, None
        if back is None or not isValid(back) or not back.isVisible():
            back = self._view if self._note else self.invitation
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def _show(self) -> None:
        has_note = bool(self._note.strip())
        self._view.show_note(self._note)
        self._view.setVisible(has_note and not self.is_editing)
        self._view.setToolTip(plain_tip(self._obstacle))
        self._field.setVisible(self.is_editing)
        self._hint.setVisible(self.is_editing)
        self.invitation.setVisible(not has_note and not self.is_editing)
        self.invitation.setEnabled(not self._obstacle)
        self.invitation.setToolTip(plain_tip(self._obstacle))
        for part in self._head:
            part.setVisible(has_note or self.is_editing)
        self.link.setText(self.tr("Done") if self.is_editing else self.tr("Edit"))
        self.link.setEnabled(not self._obstacle)
        tip = self.tr("Write the note anew, in Markdown")
        self.link.setToolTip(plain_tip(self._obstacle or ("" if self.is_editing else tip)))
        self.link.setAccessibleName(
            self.tr("Done with the note") if self.is_editing else self.tr("Edit the note")
        )
        self._on_fitted()

    @Slot()
    def _on_fitted(self) -> None:
        set_role(self._hint, "hint")
        self._hint.setText(self.tr("Markdown · Ctrl+Enter when done"))

    @Slot()
    def _on_refused(self) -> None:
        set_role(self._hint, "problem")
        text = self.tr("That does not fit: a note has at most {count} characters.")
        self._hint.setText(text.format(count=f"{LONGEST_NOTE:,}"))

    # what the person does

    @Slot()
    def _on_invited(self) -> None:
        self._edit_at(0)

    @Slot()
    def _on_link_clicked(self) -> None:
        if self.is_editing:
            self.finish()
        else:
            self._edit_at(len(self._note))

    @Slot(int)
    def _on_edit_requested(self, place: int) -> None:
        self._edit_at(place)

    @Slot(bool)
    def _on_left(self, comes_back: bool) -> None:
        self.settle()
        if self.is_editing and not comes_back:
            self._closing.start(0)

    @Slot()
    def _on_closing(self) -> None:
        """Shows the note once the button of the mouse is up: what was clicked is not to move."""
        if self._field.hasFocus():
            return
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._close()
        else:
            self._closing.start(_LOOK_AGAIN_MS)
