"""The button above the trials that says how many are hidden, and shows them. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tuner_gui.ui.style.icons import Icons

_GLYPH = 16


class HiddenButton(QToolButton):
    """`3 hidden`, a toggle, there only while some are; where there is little room, the number."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trial_hidden_button", "")
        self._icons = icons
        self._count = 0
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(26)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._say)
        self._say()
        self.hide()

    def set_count(self, count: int, *, is_wanted: bool = True) -> None:
        """Says how many trials are hidden; goes, and forgets that it was pressed, at none."""
        if count != self._count:
            self._count = count
            self._say()
        if not count:
            self.setChecked(False)
        self.setVisible(is_wanted and count > 0)

    def sizeHint(self) -> QSize:
        """Room for number and word."""
        return self._with_room_for(self._words())

    def minimumSizeHint(self) -> QSize:
        """Room for the number alone: the pane can be as narrow as that."""
        return self._with_room_for(self._number())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the word to the icon where there is no room for it."""
        super().resizeEvent(event)
        self._fit()

    def _with_room_for(self, text: str) -> QSize:
        metrics, size = self.fontMetrics(), super().sizeHint()
        more = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(self.text())
        return QSize(size.width() + more, size.height())

    def _words(self) -> str:
        return self.tr("{count} hidden").format(count=self._number())

    def _number(self) -> str:
        return f"{self._count:,}"

    def _fit(self) -> None:
        has_room = self.width() >= self.sizeHint().width()
        self.setText(self._words() if has_room else self._number())

    @Slot()
    def _say(self) -> None:
        is_on = self.isChecked()
        self._icons.bind(self, "visible" if is_on else "hidden", "text_second", _GLYPH)
        self._fit()
        self.updateGeometry()
        tip = (
            self.tr("Leave hidden trials out") if self.isChecked() else self.tr("Show them, dimmed")
        )
        self.setToolTip(tip)
        self.setAccessibleName(self._words())
        self.setAccessibleDescription(tip)
