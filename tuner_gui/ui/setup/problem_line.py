"""The line at the foot of the pane: what keeps the setup from running. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome import Hairline, WrappedLabel
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel


class ProblemLine(QWidget):
    """The first problem; there while there is one and no sweep runs."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._said = WrappedLabel("", "hint")
        self._said.setObjectName("setup_status")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(Hairline())
        below = QVBoxLayout()
        below.setContentsMargins(METRICS.margin, 0, METRICS.margin, METRICS.gap)
        below.addWidget(self._said)
        layout.addLayout(below)
        model.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        problems = [] if self._model.is_locked else self._model.problems()
        self._said.setText(problems[0] if problems else "")
        self.setVisible(bool(problems))
