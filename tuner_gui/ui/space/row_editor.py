"""The editor of the selected parameter, right below the list. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldLabel, NumberField
from tuner_gui.ui.space.condition_field import ConditionField
from tuner_gui.ui.space.field_words import field_words
from tuner_gui.ui.space.hold_line import HoldLine
from tuner_gui.ui.space.kind_change import with_kind
from tuner_gui.ui.space.row_buttons import row_buttons
from tuner_gui.ui.space.row_fields import RowFields
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from tuner_gui.core.errors import SpaceProblem
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.row_actions import RowActions
    from tuner_gui.ui.style.icons import Icons


class RowEditor(QFrame):
    """The fields of the selected row; away while none is selected.

    Signals:
        left(): the person goes back to the list (Esc, Enter).
    """

    left = Signal()

    def __init__(
        self,
        form: SpaceFormModel,
        actions: RowActions,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "space_editor", self.tr("Selected parameter"))
        set_role(self, "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._form = form
        self._fields = RowFields()
        self._hold = HoldLine()
        self._condition = ConditionField(form, actions, icons)
        self._buttons = row_buttons(actions, icons, "button")
        self._lay_out()
        self._connect()
        self._show()

    def focus_first_field(self) -> None:
        """Goes to the first problem, or to the first field of the kind."""
        row = self._form.current_row
        if row is not None:
            problems = self._said(self._form.problems)
            field = self._fields.first_field(row.kind, problems)
            if problems.keys() == {"disabled"}:
                field = self._hold.value
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()

    def focus_name(self) -> None:
        """Goes to the name, all of it selected."""
        self._fields.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._fields.name.selectAll()

    def set_locked(self, locked: bool) -> None:
        """Keeps the fields readable, but not to be changed."""
        self._fields.set_locked(locked)
        self._hold.set_locked(locked)
        self._condition.set_locked(locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter lead back to the list."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(FieldLabel(self.tr("Name"), self._fields.name), 1)
        for button in self._buttons:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, 6, METRICS.margin, METRICS.margin)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(head)
        layout.addWidget(self._fields)
        layout.addWidget(self._hold)
        layout.addWidget(self._condition)

    def _connect(self) -> None:
        fields = self._fields
        fields.name.textEdited.connect(partial(self._on_text_edited, "name"))
        for name, widget in fields.texts.items():
            edited = widget.text_edited if isinstance(widget, NumberField) else widget.textEdited
            edited.connect(partial(self._on_text_edited, name))
        fields.kind.activated.connect(self._on_kind_activated)
        for name, switch in fields.switches.items():
            switch.clicked.connect(partial(self._on_switch_clicked, name))
        self._hold.value.textEdited.connect(partial(self._on_text_edited, "disabled"))
        self._hold.use_requested.connect(self._on_use_requested)
        self._form.changed.connect(self._show)
        self._form.selection_changed.connect(self._show)

    def _on_text_edited(self, field: str, text: str) -> None:
        row = self._form.current_row
        if row is not None:
            label = self.tr("Rename %s") % (row.name or text)
            if field != "name":
                label = self.tr("Change %s of %s") % (field_words(field), row.name)
            changed = row.with_texts(**{field: text})
            self._form.edit_row(changed, label, merge=f"{row.key}.{field}")

    @Slot(int)
    def _on_kind_activated(self, index: int) -> None:
        row = self._form.current_row
        if row is not None:
            label = self.tr("Change the kind of %s") % row.name
            self._form.edit_row(with_kind(row, self._fields.kind.itemData(index)), label)

    def _on_switch_clicked(self, field: str) -> None:
        row = self._form.current_row
        if row is not None:
            changed = row.with_switch(field, on=self._fields.switches[field].isChecked())
            label = self.tr("Change %s of %s") % (field_words(field), row.name)
            self._form.edit_row(changed, label)

    @Slot(bool)
    def _on_use_requested(self, is_used: bool) -> None:
        row, draft = self._form.current_row, self._form.draft
        if row is None:
            return
        if is_used:
            self._form.apply(draft.enabling([row.key]), self.tr("Use %s") % row.name)
        else:
            self._form.apply(draft.disabling([row.key]), self.tr("Hold %s") % row.name)
            self._hold.value.setFocus(Qt.FocusReason.OtherFocusReason)
            self._hold.value.selectAll()

    def _said(self, findings: Mapping[int, Sequence[SpaceProblem]]) -> dict[str, str]:
        """Returns the first finding at each field of the row."""
        key = self._form.current_key
        found = findings.get(key, ()) if key is not None else ()
        return {problem.field: problem.message for problem in reversed(found)}

    @Slot()
    def _show(self) -> None:
        row = self._form.current_row
        if row is None or len(self._form.selected_keys) > 1:
            self.hide()
            return
        problems, notes = self._said(self._form.problems), self._said(self._form.notes)
        self._fields.show_row(row)
        self._fields.show_findings(problems, notes)
        self._hold.show_row(row, problems.get("disabled"), notes.get("disabled"))
        self._condition.show_row(row, problems.get("when"))
        self.show()
