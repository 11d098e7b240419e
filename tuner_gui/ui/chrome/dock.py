"""Panes that can be moved, and the ground they lie on. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.chrome.pane import Pane
    from tuner_gui.ui.style.icons import Icons


class PaneDock(QDockWidget):
    """A pane that is moved and floated by its own title bar.

    Args:
        name: what ``saveState`` remembers it by.
        title: what menus call it; the pane's own title, where that never changes.
    """

    def __init__(
        self, pane: Pane, name: str, icons: Icons, title: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        title = title or pane.accessibleName()
        named(self, name, title)
        self.setWindowTitle(title)
        self.pane = pane
        self._put_back = IconButton(
            icons, "chevron-down", self.tr("Put the pane back"), f"{name}_put_back"
        )
        self._close = IconButton(icons, "close", self.tr("Close the pane"), f"{name}_close")
        bar = pane.release_title_bar()
        for button in (self._put_back, self._close):
            bar.add_action_widget(button)
            button.hide()
        self.setTitleBarWidget(bar)
        self.setWidget(pane)
        self._put_back.clicked.connect(self._on_put_back)
        self._close.clicked.connect(self.close)
        self.topLevelChanged.connect(self._on_floating_changed)

    @Slot()
    def _on_put_back(self) -> None:
        self.setFloating(False)

    @Slot(bool)
    def _on_floating_changed(self, floating: bool) -> None:
        self._put_back.setVisible(floating)
        self._close.setVisible(floating)


class PaneGround(QMainWindow):
    """The ground between panes: holds the docks, with a margin the main window cannot give.

    It is the central widget of the window, and the one to ask for ``saveState``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "pane_ground", self.tr("Panes"))
        self.setWindowFlags(Qt.WindowType.Widget)
        gap = METRICS.gap
        self.setContentsMargins(gap, gap, gap, gap)
        self.setDockNestingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
