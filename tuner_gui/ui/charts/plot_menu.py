"""What can be done with a chart besides looking: reset, log axis, pictures. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QAction, QImage

    from tuner_gui.ui.style.icons import Icons


class PlotMenu(QMenu):
    """The context menu of a chart.

    Args:
        icons: of the theme.
        take_picture: returns the chart as an image.
        parent: the chart.

    Signals:
        reset_requested: the whole range is to be shown again.
        log_toggled(bool): the y axis is to be logarithmic, or not.
        picture_saved(str): a sentence that says where.
        picture_failed(str): a sentence that says why not.
    """

    reset_requested = Signal()
    log_toggled = Signal(bool)
    picture_saved = Signal(str)
    picture_failed = Signal(str)

    def __init__(self, icons: Icons, take_picture: Callable[[], QImage], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plot_menu")
        self._take_picture = take_picture
        self.reset = self._add("reset_view", self.tr("Reset view"))
        icons.bind(self.reset, "reset", "text_second")
        self.reset.triggered.connect(self.reset_requested)
        self.log = self._add("log_axis", self.tr("Logarithmic axis"))
        self.log.setCheckable(True)
        self.log.toggled.connect(self.log_toggled)
        self._end_of_toggles = self.addSeparator()
        self.copy = self._add("copy_picture", self.tr("Copy picture"))
        icons.bind(self.copy, "copy", "text_second")
        self.copy.triggered.connect(self._on_copy)
        self.save = self._add("save_picture", self.tr("Save picture…"))
        icons.bind(self.save, "save", "text_second")
        self.save.triggered.connect(self._on_save)

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

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setImage(self._take_picture())

    @Slot()
    def _on_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self.parentWidget(),
            self.tr("Save the picture"),
            "history.png",
            self.tr("Pictures (*.png)"),
        )
        if path:
            self.save_to(path if "." in path.rpartition("/")[2] else f"{path}.png")

    def save_to(self, path: str | Path) -> None:
        """Writes the picture to a file; its ending says the format."""
        if self._take_picture().save(str(path)):
            self.picture_saved.emit(self.tr("The picture is in {path}.").format(path=path))
        else:
            text = self.tr(
                "The picture could not be written to {path}. "
                "Choose another folder, or a name that ends in .png."
            )
            self.picture_failed.emit(text.format(path=path))
