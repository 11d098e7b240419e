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


class CopyButton(RoleButton):
    """Offers the formats in which parameters can be pasted elsewhere.

    Signals:
        chosen(str): a key of COPY_FORMATS.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name, parent=parent)
        self.setText(self.tr("Copy"))
        self.setAccessibleName(self.tr("Copy the parameters"))
        self.setToolTip(self.tr("Copy the parameters to paste them elsewhere"))
        menu = named(QMenu(self), f"{name}_menu", self.tr("Copy as"))
        for key, known in COPY_FORMATS.items():
            action = menu.addAction(self.tr("Copy as {format}").format(format=known.title))
            action.setObjectName(f"copy_as_{key}")
            action.triggered.connect(partial(self._on_triggered, key))
        self.setMenu(menu)

    def _on_triggered(self, key: str, _is_checked: bool = False) -> None:
        self.chosen.emit(key)
