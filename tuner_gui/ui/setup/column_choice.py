"""Chooses a column of the data. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.ui.chrome import ComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class ColumnChoice(ComboBox):
    """A choice of columns, of which there may be thousands."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, accessible_name, parent)
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._columns: Sequence[str] = ()
        self._chosen = ""
        self._offered: list[str] = []

    def show_columns(self, columns: Sequence[str], chosen: str) -> None:
        """Offers columns; the chosen one also where it is not among them."""
        if columns is self._columns and chosen == self._chosen:
            return
        self._columns, self._chosen = columns, chosen
        offered = list(dict.fromkeys(columns))
        if chosen and chosen not in offered:
            offered.append(chosen)
        if offered != self._offered:
            self._offered = offered
            self.clear()
            self.addItems(offered)
        self.setCurrentIndex(offered.index(chosen) if chosen else -1)
