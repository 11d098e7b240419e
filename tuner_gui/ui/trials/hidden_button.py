"""The button above the trials that says how many are hidden, and shows them. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from tuner_gui.ui.style.icons import Icons

_GLYPH = 16


class HiddenButton(QToolButton):
    """`3 hidden`, a toggle, there only while some are; in a narrow pane only the number."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trial_hidden_button", "")
        self._icons = icons
        self._count = 0
        self._is_narrow = False
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(26)
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

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Leaves the word to the icon."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._say()

    @Slot()
    def _say(self) -> None:
        is_on = self.isChecked()
        self._icons.bind(self, "visible" if is_on else "hidden", "text_second", _GLYPH)
        text = self.tr("{count} hidden").format(count=f"{self._count:,}")
        self.setText(f"{self._count:,}" if self._is_narrow else text)
        tip = (
            self.tr("Leave hidden trials out") if self.isChecked() else self.tr("Show them, dimmed")
        )
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
