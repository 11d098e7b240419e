"""Which part of the space keeps the constraints, in words. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tuner_gui.ui.formats import format_part
from tuner_gui.ui.space.patient_label import PatientLabel
from tuner_gui.ui.style.roles import set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.space.survey import SpaceFacts


class FeasibleLine(PatientLabel):
    """Says `≈ 43 % of the space keeps them`; fed with what is known of a space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("hint", "space_feasible", parent)

    @Slot(object)
    def show_facts(self, facts: SpaceFacts | None) -> None:
        """Says the part; that it is being found where the facts are None."""
        if facts is None:
            self.show_waiting(self.tr("Finding which part of the space keeps them…"))
            return
        part = facts.feasible_part
        set_role(self, "note" if part == 0 else "hint")
        self.show_known("" if part is None else self._words(part))

    def _words(self, part: float) -> str:
        if part == 0:
            return self.tr("Next to nothing of the space keeps them")
        if part == 1:
            return self.tr("All of the space keeps them")
        return self.tr("≈ %s of the space keeps them") % format_part(part)
