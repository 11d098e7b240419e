"""What can be done with the trial in the inspector, as buttons. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton, RoleButton
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.trials.steering_actions import steering_text, steering_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from tuner_gui.ui.trials.steering_actions import Steering

_OF_RUNNING = ("skip", "kill")


class SteeringButtons(QWidget):
    """Skip and Kill while the trial runs; run again once it has ended.

    Args:
        first: a button that stands before them.

    Signals:
        requested(str): one of `kill`, `skip`, `again`, `changed`.
    """

    requested = Signal(str)

    def __init__(self, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Steering, QPushButton] = {
            "again": RoleButton(steering_text("again"), "trial_again"),
            "skip": RoleButton(steering_text("skip"), "trial_skip"),
            "kill": RoleButton(steering_text("kill"), "trial_kill", "danger"),
            "changed": LinkButton(steering_text("changed"), "trial_changed"),
        }
        row = QHBoxLayout()
        row.setSpacing(METRICS.gap)
        row.addWidget(first, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addLayout(row)
        for action, button in self._buttons.items():
            button.setProperty("action", action)
            button.setToolTip(plain_tip(steering_tip(action)))
            button.clicked.connect(self._on_clicked)
            if action != "changed":
                row.addWidget(button, 1)
        layout.addWidget(self._buttons["changed"])
        self.set_running(is_running=False)

    def set_running(self, *, is_running: bool) -> None:
        """Shows what fits a trial that runs, or one that has ended."""
        for action, button in self._buttons.items():
            button.setVisible((action in _OF_RUNNING) == is_running)

    def set_obstacle(self, reason: str) -> None:
        """Says why no trial can be run again just now; nothing where one can."""
        for action in ("again", "changed"):
            self._buttons[action].setEnabled(not reason)
            self._buttons[action].setToolTip(plain_tip(reason or steering_tip(action)))

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.requested.emit(str(sender.property("action")))
