"""A label for what takes a moment to find: it does not flicker while that is short. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from tuner_gui.ui.chrome import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.style.roles import Role

_PATIENCE_MS = 300


class PatientLabel(WrappedLabel):
    """Keeps what it said while the next is being found, but no longer than one would notice."""

    def __init__(self, role: Role, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", role, parent)
        self.setObjectName(name)
        self._waiting = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.hide()

    def show_known(self, text: str) -> None:
        """Says what is known; goes away where that is nothing."""
        self._timer.stop()
        self.setText(text)
        self.setVisible(bool(text))

    def show_waiting(self, text: str) -> None:
        """Says after a while that it is being found; at once where nothing else was said."""
        self._waiting = text
        if not self.text():
            self.show_known(text)
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        self.show_known(self._waiting)
