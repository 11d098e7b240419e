"""A page that scrolls up and down only. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS


class ScrollPage(QScrollArea):
    """Its content is as wide as the pane: long texts wrap or end in an ellipsis."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        set_role(content, "plain")
        self.content = QVBoxLayout(content)
        margin = METRICS.margin
        self.content.setContentsMargins(margin, margin, margin, margin)
        self.content.setSpacing(METRICS.margin)
        self.setWidget(content)
