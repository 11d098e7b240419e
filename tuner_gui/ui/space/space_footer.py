"""The line below the space: how large its grid is, or how much is wrong with it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldNote
from tuner_gui.ui.space.grid_words import grid_words
from tuner_gui.ui.space.patient_label import PatientLabel
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.space.form_model import SpaceFormModel


class SpaceFooter(QWidget):
    """Says the size of the grid and the first note about a row; a link stands at its right."""

    def __init__(self, form: SpaceFormModel, link: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._is_wrong = False
        self._size = PatientLabel("hint", "space_footer")
        self._note = FieldNote()
        line = QHBoxLayout()
        line.setSpacing(METRICS.gap)
        line.addWidget(self._size, 1)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, METRICS.gap, METRICS.margin, METRICS.gap)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(line)
        layout.addWidget(self._note)
        form.changed.connect(self._show)
        form.facts_changed.connect(self._show)
        form.current_changed.connect(self._show_note)
        self._show()

    @Slot()
    def _show(self) -> None:
        space, facts = self._form.space, self._form.facts
        was_wrong, self._is_wrong = self._is_wrong, space is None
        set_role(self._size, "problem" if space is None else "hint")
        if space is None:
            self._size.show_known(self._problem_words())
        elif facts is None:
            words = self.tr("Grid: counting…")
            if was_wrong:  # that is said no longer than it is so
                self._size.show_known(words)
            else:
                self._size.show_waiting(words)
        else:
            self._size.show_known(grid_words(space, facts))
        self._show_note()

    def _problem_words(self) -> str:
        rows, lines = len(self._form.problems), len(self._form.constraint_problems)
        wrong = []
        if rows:
            wrong.append(self.tr("1 parameter") if rows == 1 else self.tr("%s parameters") % rows)
        if lines:
            one = self.tr("1 constraint")
            wrong.append(one if lines == 1 else self.tr("%s constraints") % lines)
        said = self.tr(" and ").join(wrong)
        one = self.tr("%s has a problem")
        return (one if rows + lines == 1 else self.tr("%s have problems")) % said

    @Slot()
    def _show_note(self) -> None:
        """Says the first note, unless the editor does; a row has no room for the sentence."""
        current, notes = self._form.current_key, self._form.notes
        said = [found[0] for key, found in notes.items() if key != current]
        words = f"{said[0].parameter}: {said[0].message}" if said else ""
        if len(said) > 1:
            words += self.tr(" (and %s more)") % (len(said) - 1)
        self._note.set_note(words or None)
