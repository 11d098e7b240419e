"""The Copy button of the inspector, with the formats to copy in. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from tuner_gui.exchange.best import COPY_FORMATS
from tuner_gui.ui.chrome.buttons import RoleButton
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


COMMAND = "command"
"""The line that runs the trial again; no format of parameters is called so."""


class CopyButton(RoleButton):
    """Offers the formats in which parameters can be pasted elsewhere.

    Signals:
        chosen(str): a key of COPY_FORMATS, or COMMAND.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name, parent=parent)
        self.setText(self.tr("Copy"))
        self.setAccessibleName(self.tr("Copy the parameters"))
        self.setToolTip(self.tr("Copy the parameters to paste them elsewhere"))
        menu = named(QMenu(self), f"{name}_menu", self.tr("Copy as"))
        self._command = menu.addAction(self.tr("Copy as command"))
        self._command.setObjectName("copy_as_command")
        self._command.setToolTip(self.tr("The line that runs this trial again in a terminal"))
        self._command.triggered.connect(partial(self._on_triggered, COMMAND))
        self._command.setVisible(False)
        for key, known in COPY_FORMATS.items():
            action = menu.addAction(self.tr("Copy as {format}").format(format=known.title))
            action.setObjectName(f"copy_as_{key}")
            action.triggered.connect(partial(self._on_triggered, key))
        self.setMenu(menu)

    def set_command_possible(self, *, is_possible: bool) -> None:
        """Offers the command line too, or not."""
        self._command.setVisible(is_possible)

    def _on_triggered(self, key: str, _is_checked: bool = False) -> None:
        self.chosen.emit(key)
