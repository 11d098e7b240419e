"""Whether the selected parameter is used, or held at one value. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldLabel, FieldNote, FieldProblem, mark_problem
from tuner_gui.ui.style.roles import named, set_look
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.space.row_draft import RowDraft

_NARROWEST = 56


class HoldLine(QWidget):
    """A switch, and beside it the value while the parameter is not used.

    Attributes:
        value: the field of the value.

    Signals:
        use_requested(bool): the person switches the parameter on or off.
    """

    use_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        use = self.tr("Use this parameter")
        self._use = named(QCheckBox(use), "space_use", use)
        self._use.setToolTip(
            self.tr("Off: each trial gets one value, and the row keeps all that it says.")
        )
        self.value = named(QLineEdit(), "space_disabled", self.tr("Held at"))
        self.value.setToolTip(self.tr("What each trial gets: text, a number, true, false, null."))
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.value.setMinimumWidth(_NARROWEST)
        self._label = FieldLabel(self.tr("Held at"), self.value)
        self._problem = FieldProblem()
        self._note = FieldNote()
        line = QHBoxLayout()
        line.setSpacing(METRICS.gap)
        line.addWidget(self._use, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self._label)
        line.addWidget(self.value, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, METRICS.tiny_gap, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(line)
        layout.addWidget(self._problem)
        layout.addWidget(self._note)
        self._use.clicked.connect(self.use_requested)

    def show_row(self, row: RowDraft, problem: str | None, note: str | None) -> None:
        """Shows whether a row is used, and what is to be said about the value."""
        is_held = row.disabled is not None
        self._use.setChecked(not is_held)
        self._label.setVisible(is_held)
        self.value.setVisible(is_held)
        text = row.disabled or ""
        if self.value.text() != text:
            self.value.setText(text)
        mark_problem(self.value, problem)
        self._problem.set_problem(problem)
        self._note.set_note(note)

    def set_locked(self, locked: bool) -> None:
        """Keeps the line readable, but not to be changed."""
        self.value.setReadOnly(locked)
        set_look(self._use, "locked", locked)
        self._use.setEnabled(not locked)
