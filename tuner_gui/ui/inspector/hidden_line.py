"""Says that a trial is out of sight, and brings it back. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.flow import FlowLayout
from tuner_gui.ui.chrome.labels import PictureLabel, TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.style.icons import Icons


class HiddenLine(QWidget):
    """There only while the trial is hidden.

    Signals:
        show_requested(): table and charts are to show the trial again.
    """

    show_requested = Signal()

    def __init__(self, icons: Icons, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = self.tr("Hidden from table and charts")
        named(self, name, text)
        glyph = PictureLabel()
        icons.bind(glyph, "hidden", "text_second", size=16)
        self._link = LinkButton(self.tr("Show again"), f"{name}_show")
        self._link.clicked.connect(self.show_requested)
        flow = FlowLayout(METRICS.gap, 0, self)
        for part in (glyph, TextLabel(text, "second"), self._link):
            flow.addWidget(part)
        self.hide()

    def set_hidden(self, *, is_hidden: bool, obstacle: str) -> None:
        """Shows the line where the trial is hidden, and why that cannot be changed, if so."""
        self.setVisible(is_hidden)
        self._link.setEnabled(not obstacle)
        self._link.setToolTip(plain_tip(obstacle))
