"""How long what Run starts will take: a quiet word beside it, advice where that is long.

GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import PictureLabel, TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.style.icons import Icons


class RunEstimate(QWidget):
    """A line of text, with a sign before it where it warns."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = PictureLabel()
        icons.bind(self._sign, "warning", "warn", 16)
        self._text = TextLabel("", "second")
        self._text.setObjectName("run_estimate")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(METRICS.tiny_gap, 0, METRICS.tiny_gap, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addWidget(self._sign)
        layout.addWidget(self._text)

    def show_estimate(self, text: str, sentence: str, *, is_long: bool) -> None:
        """Shows a text; the whole sentence is told where the pointer rests."""
        self._sign.setVisible(is_long)
        self._text.setText(text)
        self._text.setAccessibleName(sentence)
        self.setToolTip(plain_tip(sentence))
        set_role(self._text, "warn" if is_long else "second")
