"""Tabs in a pane's title bar. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QTabBar, QWidget

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named


class SegmentedTabs(QTabBar):
    """A row of tabs known by keys.

    Signals:
        chosen: the key of the tab that is now in front.
    """

    chosen = Signal(str)

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(self._on_current_changed)

    def add(self, key: str, text: str, tip: str = "") -> None:
        """Appends a tab; the first one comes to the front."""
        index = self.addTab(text)
        self.setTabToolTip(index, plain_tip(tip))
        self.setTabData(index, key)

    def set_text(self, key: str, text: str) -> None:
        """Replaces what stands on a tab."""
        for index in range(self.count()):
            if self.tabData(index) == key and self.tabText(index) != text:
                self.setTabText(index, text)

    def current_key(self) -> str:
        """The key of the tab in front; empty without tabs."""
        return str(self.tabData(self.currentIndex()) or "")

    def choose(self, key: str) -> None:
        """Brings a tab to the front; an unknown key changes nothing."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setCurrentIndex(index)

    @Slot(int)
    def _on_current_changed(self, index: int) -> None:
        key = self.tabData(index)
        if key is not None:
            self.chosen.emit(key)
