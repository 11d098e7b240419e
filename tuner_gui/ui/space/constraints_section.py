"""The constraints below the list: one line each, its problem beneath it. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome import LinkButton, TextLabel
from tuner_gui.ui.space.constraint_line import ConstraintLine
from tuner_gui.ui.space.feasible_line import FeasibleLine
from tuner_gui.ui.space.proposals import Proposals, constraint_proposals, is_numeric
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.icons import Icons


class ConstraintsSection(QWidget):
    """Follows the constraints of a form model; away while there are none.

    Attributes:
        add: the link that adds one, for the form to place.

    Signals:
        left(): the person goes back to the list (Esc).
    """

    left = Signal()

    def __init__(self, form: SpaceFormModel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "space_constraints", self.tr("Constraints"))
        self._form = form
        self._icons = icons
        self._lines: dict[int, ConstraintLine] = {}
        self._title = TextLabel(self.tr("Constraints"), "field")
        self.add = LinkButton(self.tr("+ Constraint"), "space_add_constraint")
        self.add.setToolTip(
            self.tr("A relation that every configuration keeps, such as batch * layers <= 4096")
        )
        self._feasible = FeasibleLine()
        self._lay_out()
        self.add.clicked.connect(self._on_add_clicked)
        form.changed.connect(self._show)
        form.facts_changed.connect(self._show_part)
        self._show()

    def set_locked(self, locked: bool) -> None:
        """Keeps the lines readable, but not to be changed."""
        self.add.setEnabled(not locked)
        for line in self._lines.values():
            line.set_locked(locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list."""
        if Qt.Key(event.key()) == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._listed = QVBoxLayout()
        self._listed.setSpacing(METRICS.tiny_gap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, METRICS.gap, METRICS.margin, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addWidget(self._title)
        layout.addLayout(self._listed)
        layout.addWidget(self._feasible)

    @Slot()
    def _on_add_clicked(self) -> None:
        draft, key = self._form.draft.adding_constraint()
        self._form.apply(draft, self.tr("Add constraint"))
        if key in self._lines:
            self._lines[key].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text_edited(self, key: int, text: str) -> None:
        changed = self._form.draft.with_constraint(key, text)
        self._form.apply(changed, self.tr("Change constraint"), merge=f"constraint.{key}")

    def _on_remove_requested(self, key: int) -> None:
        self._form.apply(self._form.draft.without_constraint(key), self.tr("Remove constraint"))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self, before: str) -> Proposals:
        names = (row.name for row in self._form.draft if is_numeric(read_row(row).drawn))
        return constraint_proposals(filter(None, names), before)

    @Slot()
    def _show(self) -> None:
        draft, problems = self._form.draft, self._form.constraint_problems
        keys = [each.key for each in draft.constraints]
        for key in self._lines.keys() - set(keys):
            line = self._lines.pop(key)
            self._listed.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, each in enumerate(draft.constraints):
            line = self._lines.get(each.key) or self._new_line(each.key)
            if self._listed.indexOf(line) != place:
                self._listed.insertWidget(place, line)
                line.show()  # at once: it is about to get the focus
            line.show_text(each.text, problems.get(each.key, ()))
        self.setVisible(bool(keys))
        self.add.setVisible(len(draft) > 0)
        self._show_part()

    @Slot()
    def _show_part(self) -> None:
        self._feasible.show_facts(self._form.facts)

    def _new_line(self, key: int) -> ConstraintLine:
        name = f"space_constraint_{key}"
        line = self._lines[key] = ConstraintLine(self._icons, self._propose, name)
        line.text.textEdited.connect(partial(self._on_text_edited, key))
        line.text.textEdited.connect(line.text.show_proposals)
        line.remove_requested.connect(partial(self._on_remove_requested, key))
        line.set_locked(self._form.is_locked)
        return line
