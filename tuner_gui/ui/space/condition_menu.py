"""The menu “Active when”: a parent, then the values of it that switch on. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from tuner_gui.core.values import value_key
from tuner_gui.ui.space.conditions import listed_values, possible_parents, shared_values
from tuner_gui.ui.space.values_text import value_text

if TYPE_CHECKING:
    from tuner_gui.ui.space.draft import RowDraft
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.row_edits import RowEdits

_LONGEST = 40


class ConditionMenu(QMenu):
    """Acts on the selected rows; made anew each time it opens, one parent at a time."""

    def __init__(self, form: SpaceFormModel, edits: RowEdits, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Active when"))
        self.setObjectName("space_active_when")
        self._form = form
        self._edits = edits
        self.aboutToShow.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for old in self.findChildren(QMenu):
            old.deleteLater()
        keys = self._form.selected_keys
        if not keys:
            return
        always = self.addAction(self.tr("Always active"))
        always.setObjectName("space_active_always")
        always.setEnabled(any(self._form.draft.row(key).conditions for key in keys))
        always.triggered.connect(self._edits.make_always_active)
        self.addSeparator()
        parents = [row for row in possible_parents(self._form.draft, keys) if row.name]
        for row in parents:
            inner = _ParentMenu(self._form, self._edits, row, self)
            self.addMenu(inner)
        if not parents:
            none = self.addAction(self.tr("No other parameter to depend on"))
            none.setEnabled(False)


class _ParentMenu(QMenu):
    """The values of one parent: a tick at those that switch on all selected rows."""

    def __init__(
        self, form: SpaceFormModel, edits: RowEdits, row: RowDraft, parent: QWidget
    ) -> None:
        super().__init__(row.name.replace("&", "&&"), parent)
        self.setObjectName(f"space_active_when_{row.name}")
        self._form, self._edits, self._row = form, edits, row
        self.aboutToShow.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        keys = self._form.selected_keys
        on = {value_key(each) for each in shared_values(self._form.draft, keys, self._row.key)}
        for value in listed_values(self._row) or ():
            text = value_text(value)
            short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            action = self.addAction(short.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value_key(value) in on)
            action.triggered.connect(partial(self._switch, value))
        if self.actions():
            self.addSeparator()
        several = self.addAction(self.tr("Several values…"))
        several.setObjectName("space_active_values")
        several.triggered.connect(self._ask)

    def _switch(self, value: object, _checked: bool = False) -> None:
        self._edits.switch_value(self._row.key, value)  # type: ignore[arg-type]  # as listed

    @Slot()
    def _ask(self) -> None:
        self._edits.values_requested.emit(self._form.selected_keys, self._row.key)
