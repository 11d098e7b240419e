"""What can be done with a chart besides looking: reset, log axis, pictures. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from tuner_gui.ui.style.icons import Icons


class PlotMenu(QMenu):
    """The context menu of a chart.

    Args:
        icons: of the theme.
        parent: the chart.

    Signals:
        reset_requested: the whole range is to be shown again.
        log_toggled(bool): the y axis is to be logarithmic, or not.
        copy_requested: a picture is to go onto the clipboard.
        save_requested: it is to go into a file.
    """

    reset_requested = Signal()
    log_toggled = Signal(bool)
    copy_requested = Signal()
    save_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plot_menu")
        self.reset = self._add("reset_view", self.tr("Reset view"))
        icons.bind(self.reset, "reset", "text_second")
        self.reset.triggered.connect(self.reset_requested)
        self.log = self._add("log_axis", self.tr("Logarithmic axis"))
        self.log.setCheckable(True)
        self.log.toggled.connect(self.log_toggled)
        self._end_of_toggles = self.addSeparator()
        self.copy = self._add("copy_picture", self.tr("Copy picture"))
        icons.bind(self.copy, "copy", "text_second")
        self.copy.triggered.connect(self.copy_requested)
        self.save = self._add("save_picture", self.tr("Save picture…"))
        icons.bind(self.save, "save", "text_second")
        self.save.triggered.connect(self.save_requested)

    def _add(self, name: str, text: str) -> QAction:
        action = self.addAction(text)
        action.setObjectName(name)
        return action

    def add_toggle(self, name: str, text: str) -> QAction:
        """Returns a new item that is on or off, after those there are."""
        action = self._add(name, text)
        action.setCheckable(True)
        self.insertAction(self._end_of_toggles, action)
        return action

    @Slot(QPoint)
    def open_at(self, position: QPoint) -> None:
        """Opens the menu at a point of the chart."""
        parent = self.parentWidget()
        self.popup(position if parent is None else parent.mapToGlobal(position))
