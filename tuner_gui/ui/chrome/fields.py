"""The combo box, which fits the look and leaves the wheel to the page. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class ComboBox(QComboBox):
    """A choice of few; for many there is ``SearchPicker``."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        """Gives way where there is little room, however long the choices are."""
        return QSize(72, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the page; a value is not changed in passing."""
        event.ignore()
