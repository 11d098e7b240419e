"""The panes on their ground, with the line for messages above them. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome.dock import PaneDock, PaneGround
from tuner_gui.ui.chrome.notices import Banner
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QShowEvent

    from tuner_gui.ui.style.icons import Icons
    from tuner_gui.ui.window.panels import Panels

_SETUP_WIDTH = (320, 0.256, 368)
_INSPECTOR_WIDTH = (264, 0.2, 288)
_TRIALS_HEIGHT = (200, 0.48, 360)
"""Of each pane: the least, its share of the ground, the most."""


class Workspace(QWidget):
    """Setup left, charts in the middle, trials below them, inspector right.

    The note of the sweep lies below the inspector, out of sight at first.
    """

    def __init__(self, panels: Panels, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "workspace", self.tr("Sweep"))
        set_role(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banner = Banner(icons, "window_banner")
        self.ground = PaneGround()
        self.ground.setContentsMargins(0, 0, 0, 0)
        self._setup = PaneDock(panels.setup, "setup_dock", icons)
        self._trials = PaneDock(panels.trials, "trials_dock", icons)
        self._inspector = PaneDock(panels.inspector, "inspector_dock", icons, self.tr("Inspector"))
        self._note = PaneDock(panels.note, "note_dock", icons, self.tr("Note"))
        self.ground.setCentralWidget(panels.charts)
        self.reset_layout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(METRICS.gap,) * 4)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self.banner)
        layout.addWidget(self.ground, 1)

    def pane_actions(self) -> list[QAction]:
        """The actions that show and hide the panes."""
        docks = (self._setup, self._trials, self._inspector, self._note)
        return [dock.toggleViewAction() for dock in docks]

    def reset_layout(self) -> None:
        """Puts the docks where they are at the first start."""
        sides = (
            (Qt.DockWidgetArea.LeftDockWidgetArea, self._setup),
            (Qt.DockWidgetArea.RightDockWidgetArea, self._inspector),
            (Qt.DockWidgetArea.RightDockWidgetArea, self._note),
            (Qt.DockWidgetArea.BottomDockWidgetArea, self._trials),
        )
        left, right = sides[0][0], sides[1][0]
        self.ground.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.ground.setCorner(Qt.Corner.BottomRightCorner, right)
        for side, dock in sides:
            dock.setFloating(False)
            self.ground.addDockWidget(side, dock)
            dock.setVisible(dock is not self._note)
        self._has_sizes = False
        if self.isVisible():
            self._size_docks()

    def keep_sizes(self) -> None:
        """Leaves the docks as they were restored, when the workspace is first shown."""
        self._has_sizes = True

    def showEvent(self, event: QShowEvent) -> None:
        """Gives the docks their sizes, which a hidden window cannot."""
        super().showEvent(event)
        if not self._has_sizes:
            QTimer.singleShot(0, self._size_docks)

    @Slot()
    def _size_docks(self) -> None:
        self._has_sizes = True
        width, height = self.ground.width(), self.ground.height()
        self.ground.resizeDocks(
            [self._setup, self._inspector],
            [_size(_SETUP_WIDTH, width), _size(_INSPECTOR_WIDTH, width)],
            Qt.Orientation.Horizontal,
        )
        self.ground.resizeDocks(
            [self._trials], [_size(_TRIALS_HEIGHT, height)], Qt.Orientation.Vertical
        )

    @property
    def note_action(self) -> QAction:
        """The action that shows and hides the note of the sweep."""
        return self._note.toggleViewAction()

    def show_trials(self) -> None:
        """Makes sure that the trials are seen."""
        self._trials.show()
        self._trials.raise_()

    def show_inspector(self) -> None:
        """Makes sure that the inspector is seen."""
        self._inspector.show()
        self._inspector.raise_()


def _size(limits: tuple[int, float, int], whole: int) -> int:
    least, share, most = limits
    return max(least, min(round(whole * share), most))
