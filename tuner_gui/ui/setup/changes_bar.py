"""What would change of the running sweep, with Apply and Revert. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import Hairline, LinkButton, RoleButton, WrappedLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel


class ChangesBar(QWidget):
    """There while the form says something else than the running sweep goes by.

    Signals:
        apply_requested(): the sweep should go by what the form says.
    """

    apply_requested = Signal()

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup_changes")
        self._model = model
        self._is_applying = False
        self._words = WrappedLabel("")
        self._words.setObjectName("setup_changes_words")
        self._problem = WrappedLabel("", "problem")
        self._problem.setObjectName("setup_changes_problem")
        self._revert = LinkButton(self.tr("Revert"), "setup_revert")
        self._revert.setToolTip(self.tr("Show again what the running sweep goes by"))
        self._apply = RoleButton(self.tr("Apply"), "setup_apply", "primary")
        self._lay_out()
        key = QShortcut(QKeySequence("Ctrl+Return"), self)
        key.activated.connect(self._apply.click)
        self._apply.clicked.connect(self.apply_requested)
        self._revert.clicked.connect(self._on_revert_clicked)
        model.changed.connect(self._show)
        self._show()

    def set_applying(self, *, is_applying: bool) -> None:
        """Says that the sweep has been told, and has not answered yet."""
        self._is_applying = is_applying
        self._show()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(METRICS.margin)
        buttons.addStretch(1)
        buttons.addWidget(self._revert)
        buttons.addWidget(self._apply)
        inside = QVBoxLayout()
        inside.setContentsMargins(METRICS.margin, METRICS.gap, METRICS.margin, METRICS.margin)
        inside.setSpacing(METRICS.gap)
        inside.addWidget(self._words)
        inside.addWidget(self._problem)
        inside.addLayout(buttons)
        ground = QWidget()
        set_role(ground, "raised")
        ground.setLayout(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline())
        layout.addWidget(ground)

    @Slot()
    def _on_revert_clicked(self) -> None:
        self._model.revert()

    @Slot()
    def _show(self) -> None:
        model = self._model
        changes = model.changes()
        problems = [] if model.running is None else model.problems()
        self.setVisible(bool(changes) or bool(problems))
        self._words.setText(changes.sentence() if changes else "")
        self._words.setToolTip(plain_tip("\n".join(changes.words)))
        self._words.setVisible(bool(changes))
        self._problem.setText(problems[0] if problems else "")
        self._problem.setVisible(bool(problems))
        self._apply.setEnabled(bool(changes) and not problems and not self._is_applying)
        self._apply.setText(self.tr("Applying…") if self._is_applying else self.tr("Apply"))
        keep = self.tr(
            "From the next trial on; trials that have started keep what they have (Ctrl+Return)"
        )
        self._apply.setToolTip(plain_tip(problems[0]) if problems else keep)
        self._apply.setAccessibleDescription(self._words.text())
        self._revert.setEnabled(not self._is_applying)
