"""The star of the trial in view, on or off by a click. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.ui.style.icons import Icons


class StarButton(IconButton):
    """Filled while the trial is starred; away while there is no trial."""

    def __init__(
        self, live: LiveStore, icons: Icons, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(icons, "star", "", name, parent=parent)
        self._live = live
        self._icons = icons
        self._number: int | None = None
        self._looks_starred = False
        set_role(self, "plain")  # the star itself says whether it is on
        self.setCheckable(True)
        self.setAccessibleName(self.tr("Star"))
        self.clicked.connect(self._on_clicked)
        live.marked.connect(self._show)
        live.marking_changed.connect(self._show)

    def show_trial(self, number: int | None) -> None:
        """Shows whether a trial is starred, by its number."""
        self._number = number
        self._show()

    @Slot()
    def _show(self) -> None:
        self.setVisible(self._number is not None)
        if self._number is None:
            return
        is_starred = self._live.store.marks.of(self._number).is_starred
        obstacle = self._live.marking_obstacle
        tip = self.tr("Take the star away") if is_starred else self.tr("Star this trial")
        self.setEnabled(not obstacle)
        self.setToolTip(plain_tip(obstacle or tip))
        self.setChecked(is_starred)
        if is_starred != self._looks_starred:
            self._looks_starred = is_starred
            icon = ("star-filled", "accent") if is_starred else ("star", "text_second")
            self._icons.bind(self, *icon, size=16)

    @Slot(bool)
    def _on_clicked(self, is_starred: bool) -> None:
        if self._number is not None:
            mark = self._live.store.marks.of(self._number)
            self._live.mark({self._number: replace(mark, is_starred=is_starred)})
        self._show()
