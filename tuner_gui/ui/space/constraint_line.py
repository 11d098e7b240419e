"""One constraint of the form: its text, a button that removes it, its problem. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldProblem, IconButton, mark_problem
from tuner_gui.ui.space.proposing_line import ProposingLine
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.errors import SpaceProblem
    from tuner_gui.ui.space.proposing_line import Propose
    from tuner_gui.ui.style.icons import Icons


class ConstraintLine(QWidget):
    """Shows a constraint. What is typed, others hear.

    Attributes:
        text: the relation.

    Signals:
        remove_requested(): the person wants it gone.
    """

    remove_requested = Signal()

    def __init__(
        self, icons: Icons, propose: Propose, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.text = ProposingLine(name, self.tr("Constraint"), propose)
        set_role(self.text, "mono")
        self.text.setPlaceholderText("a * b <= 4096")
        self.text.setToolTip(
            self.tr("Names, numbers, < <= == != >= >, + - * / // % **, and or not, min max abs log")
        )
        self._remove = IconButton(
            icons, "close", self.tr("Remove this constraint"), f"{name}_remove"
        )
        self._problem = FieldProblem()
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.text, 1)
        line.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(line)
        layout.addWidget(self._problem)
        self._remove.clicked.connect(self.remove_requested)

    def show_text(self, text: str, problems: Sequence[SpaceProblem]) -> None:
        """Shows the relation as typed and what is wrong with it first."""
        if self.text.text() != text:
            self.text.setText(text)
        said = problems[0].message if problems else None
        mark_problem(self.text, said)
        self._problem.set_problem(said)

    def set_locked(self, locked: bool) -> None:
        """Keeps the text readable, but not to be changed."""
        self.text.setReadOnly(locked)
        self._remove.setEnabled(not locked)
