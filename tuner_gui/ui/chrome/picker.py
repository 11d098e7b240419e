"""The searchable choice: a button like a combo box, a popup with a search field. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tuner_gui.ui.chrome.labels import ElidedLabel, PictureLabel, TextLabel
from tuner_gui.ui.chrome.picker_popup import PickerPopup
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from tuner_gui.ui.chrome.picker_model import PickerItem
    from tuner_gui.ui.style.icons import Icons

_CHEVRON = 16
_OPENING_KEYS = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SearchPicker(QPushButton):
    """Chooses one of many by typing part of its name or its initials.

    Signals:
        chosen: the key, when the person chose another item.
    """

    chosen = Signal(str)

    def __init__(
        self, icons: Icons, name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        set_role(self, "picker")
        self.setAutoDefault(False)
        self._items: dict[str, PickerItem] = {}
        self._current = ""
        self._placeholder = self.tr("Choose…")
        self._text = ElidedLabel()
        self._section = TextLabel("", "hint")
        self._popup = PickerPopup(icons, f"{name}_popup", self)
        self._lay_out(icons)
        self._show_current()
        self.pressed.connect(self._on_pressed)
        self._popup.picked.connect(self._on_picked)

    def set_items(self, items: Sequence[PickerItem]) -> None:
        """Replaces the choices; a current key that is no longer among them is dropped."""
        self._items = {item.key: item for item in items}
        self._popup.set_items(tuple(items))
        if self._current not in self._items:
            self._current = ""
        self._show_current()

    def set_placeholder(self, text: str) -> None:
        """What is read while nothing is chosen."""
        self._placeholder = text
        self._show_current()

    def current_key(self) -> str:
        """The key of the choice; empty while there is none."""
        return self._current

    def choose(self, key: str) -> None:
        """Shows a choice without telling anybody; an unknown key clears it."""
        self._current = key if key in self._items else ""
        self._show_current()

    def open_popup(self, query: str = "") -> None:
        """Opens the list, already filtered by ``query``."""
        self._popup.open_below(self, self._current, query)

    def sizeHint(self) -> QSize:
        """As high as every control; room for an ordinary name."""
        return QSize(200, METRICS.control)

    def minimumSizeHint(self) -> QSize:
        """Long names are elided."""
        return QSize(96, METRICS.control)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits name and section to the new width."""
        super().resizeEvent(event)
        self._fit_section()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the list at an arrow, Enter, or the first letter of the search."""
        if Qt.Key(event.key()) in _OPENING_KEYS:
            self.open_popup()
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_popup(event.text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self, icons: Icons) -> None:
        chevron = PictureLabel()
        icons.bind(chevron, "chevron-down", "text_second", size=_CHEVRON)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 6, 0)
        self._row.setSpacing(METRICS.gap)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._section)
        self._row.addWidget(chevron)
        for label in (self._text, self._section, chevron):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _show_current(self) -> None:
        item = self._items.get(self._current)
        self._text.setText(item.text if item else self._placeholder)
        set_role(self._text, "plain" if item else "subtitle")
        self._section.setText(item.section if item else "")
        self._fit_section()
        self.setAccessibleDescription(item.text if item else self._placeholder)

    def _fit_section(self) -> None:
        """The section gives way before the name is cut."""
        margins = self._row.contentsMargins()
        around = margins.left() + margins.right() + 2 * METRICS.gap + _CHEVRON
        needed = self._text.sizeHint().width() + self._section.sizeHint().width() + around
        self._section.setVisible(bool(self._section.text()) and needed <= self.width())

    @Slot()
    def _on_pressed(self) -> None:
        self.setDown(False)
        self.open_popup()

    @Slot(str)
    def _on_picked(self, key: str) -> None:
        if key != self._current:
            self.choose(key)
            self.chosen.emit(key)
