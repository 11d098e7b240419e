"""Combo and spin boxes that fit the look and leave the wheel to the page. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_TEXT_MARGIN = 8


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


class SpinBox(QSpinBox):
    """A whole number with arrows."""

    def __init__(
        self,
        name: str,
        accessible_name: str,
        *,
        low: int = 0,
        high: int = 2_147_483_647,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(low, high)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the page; a value is not changed in passing."""
        event.ignore()


class DecimalSpinBox(QDoubleSpinBox):
    """A number with a fixed count of decimals and arrows."""

    def __init__(
        self,
        name: str,
        accessible_name: str,
        *,
        low: float = 0.0,
        high: float = 1e9,
        decimals: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the page; a value is not changed in passing."""
        event.ignore()
