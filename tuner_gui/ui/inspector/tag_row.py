"""The tags of a trial in lines of chips, and behind them what adds more. GUI thread."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tuner_gui.ui.chrome.flow import FlowLayout
from tuner_gui.ui.inspector.tag_chip import TagChip
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from tuner_gui.ui.style.theme import Theme

_GAP, _LINE_GAP = 6, 5


class TagRow(QWidget):
    """Chips, and behind them the widgets that were given.

    Args:
        behind: such as the field that adds a tag.

    Signals:
        removed(str): the person wants this tag away.
    """

    removed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *behind: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Tags"))
        self._theme = theme
        self._behind = behind
        self._chips: list[TagChip] = []
        self._can_go = True
        self._flow = FlowLayout(_GAP, _LINE_GAP, self)
        for widget in behind:
            self._flow.addWidget(widget)

    def tags(self) -> tuple[str, ...]:
        """The tags shown."""
        return tuple(chip.tag for chip in self._chips)

    def set_tags(self, tags: tuple[str, ...], *, can_go: bool) -> None:
        """Shows tags in place of those before; says whether they can be taken away."""
        if tags == self.tags() and can_go == self._can_go:
            return
        had_keyboard = any(chip.cross.hasFocus() for chip in self._chips)
        self._can_go = can_go
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [TagChip(self._theme, tag, can_go=can_go, parent=self) for tag in tags]
        for chip in self._chips:
            chip.removed.connect(self.removed)
            chip.show()
        for widget in (*self._chips, *self._behind):
            self._flow.addWidget(widget)
        self._flow.invalidate()  # adding a widget does not do it by itself
        self._order_keys()
        if had_keyboard and self._behind:
            self._behind[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_keys(self) -> None:
        """Tab goes through the chips and on to what stands behind them."""
        if not self._behind:
            return
        before = self._behind[0].previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()  # Qt puts nothing behind one without keys
        stops = [before, *(chip.cross for chip in self._chips), self._behind[0]]
        for first, second in pairwise(stops):
            if first is not None and second is not None:
                QWidget.setTabOrder(first, second)
