"""The field “When” of the editor: conditions as text, with completion. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldLabel, FieldProblem, IconButton, mark_problem
from tuner_gui.ui.space.condition_proposals import condition_proposals
from tuner_gui.ui.space.condition_text import conditions_text, read_conditions
from tuner_gui.ui.space.proposals import NO_PROPOSALS
from tuner_gui.ui.space.proposing_line import ProposingLine
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from tuner_gui.ui.space.draft import ConditionDraft, RowDraft
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.proposals import Proposals
    from tuner_gui.ui.space.row_actions import RowActions
    from tuner_gui.ui.style.icons import Icons


class ConditionField(QWidget):
    """Shows when a row is active, in a text that can be typed, and leads to the menu of values."""

    def __init__(
        self,
        form: SpaceFormModel,
        actions: RowActions,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._actions = actions
        self._typed: tuple[int, tuple[ConditionDraft, ...]] | None = None
        self._message = ""
        self._unsettled: int | None = None
        self.text = ConditionLine(form)
        tip = self.tr("Choose a parameter and the values of it that switch this one on")
        self._menu = IconButton(icons, "chevron-down", tip, "space_when_menu")
        tip = self.tr("Always active: drop the condition, the parameter is in every trial")
        self._always = IconButton(icons, "close", tip, "space_always_active")
        self._problem = FieldProblem()
        self._lay_out()
        self.text.textEdited.connect(self._on_text_edited)
        self.text.returnPressed.connect(self._end_typing)
        self.text.left.connect(self._on_left)
        self._menu.clicked.connect(self._open_menu)
        self._always.clicked.connect(actions.edits.make_always_active)

    def show_row(self, row: RowDraft, problem: str | None) -> None:
        """Shows a row; a text that says its conditions already stays as typed."""
        draft = self._form.draft
        if self._typed != (row.key, row.conditions):
            self._typed = None
            text = conditions_text(draft, row)
            if self.text.text() != text:
                self.text.setText(text)
                self.text.setCursorPosition(0)
            self._message = read_conditions(draft, row.key, text).message
        said = self._message or problem
        mark_problem(self.text, said)
        self._problem.set_problem(said)
        self._always.setVisible(bool(row.conditions))

    def set_locked(self, locked: bool) -> None:
        """Keeps the field readable, but not to be changed."""
        self.text.setReadOnly(locked)
        self._menu.setEnabled(not locked)
        self._always.setEnabled(not locked)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2)
        label = FieldLabel(self.tr("When"), self.text)
        line.addWidget(label)
        line.addSpacing(METRICS.tiny_gap)
        line.addWidget(self.text, 1)
        line.addWidget(self._menu)
        line.addWidget(self._always)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, METRICS.tiny_gap, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(line)
        layout.addWidget(self._problem)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        key = self._form.current_key
        if key is None or self._form.is_locked:
            return
        read = read_conditions(self._form.draft, key, text)
        self._typed, self._message = (key, read.conditions), read.message
        self._unsettled = key
        self._actions.edits.type_conditions(key, read.conditions)
        self._show_current()  # the draft may say the same as before, and the text not
        if text.strip():
            self.text.show_proposals()
        else:  # nothing is proposed to who empties the field
            self.text.hide_proposals()

    def _show_current(self) -> None:
        row = self._form.current_row
        if row is not None:
            found = self._form.problems.get(row.key, ())
            self.show_row(row, next((each.message for each in found if each.field == "when"), None))

    @Slot(bool)
    def _on_left(self, by_mouse: bool) -> None:
        if by_mouse:  # a click on a row of the list must find that row where it is
            QTimer.singleShot(0, self, self._end_typing)
        else:
            self._end_typing()

    @Slot()
    def _end_typing(self) -> None:
        """Moves the row to where its conditions put it."""
        key, self._unsettled, self._typed = self._unsettled, None, None
        if key is not None:
            self._actions.edits.end_typing_conditions(key)
            self._show_current()

    @Slot()
    def _open_menu(self) -> None:
        corner = self._menu.mapToGlobal(QPoint(0, self._menu.height()))
        self._actions.active_when.popup(corner)


class ConditionLine(ProposingLine):
    """The text; proposes parents and their values.

    Signals:
        left(by_mouse): the focus went elsewhere.
    """

    left = Signal(bool)

    def __init__(self, form: SpaceFormModel, parent: QWidget | None = None) -> None:
        super().__init__("space_when", self.tr("When it is active"), self._proposals, parent)
        self.setPlaceholderText(self.tr("always active"))
        self.setToolTip(
            self.tr(
                "Active only while an earlier parameter has one of these values: "
                "kernel = rbf, poly and layers = 2, 3"
            )
        )
        self._form = form

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that typing ended, and how."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit(event.reason() == Qt.FocusReason.MouseFocusReason)

    def _proposals(self, before: str) -> Proposals:
        key = self._form.current_key
        return NO_PROPOSALS if key is None else condition_proposals(self._form.draft, key, before)
