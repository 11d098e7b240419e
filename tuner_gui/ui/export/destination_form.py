"""Where all trials go, and what they are called there: two fields and a button. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from tuner_gui.ui.chrome import FieldLabel, RoleButton
from tuner_gui.ui.chrome.path_field import PathField
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS


@dataclass(frozen=True, slots=True)
class DestinationWords:
    """What the fields and the button of a destination are called."""

    place: str
    place_tip: str
    choose: str
    name: str
    name_tip: str


class DestinationForm(QWidget):
    """Shows one destination at a time.

    Signals:
        edited(): something was typed.
        choose_requested(): another place is to be chosen.
    """

    edited = Signal()
    choose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_destination")
        self._place = named(PathField(), "export_place", "")
        self._name = named(QLineEdit(), "export_name", "")
        self._place_label = FieldLabel("", self._place)
        self._name_label = FieldLabel("", self._name)
        self._choose = RoleButton("", "export_choose_place")
        self._choose.setAutoDefault(False)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(METRICS.gap)
        layout.setVerticalSpacing(METRICS.tiny_gap)
        layout.addWidget(self._place_label, 0, 0)
        layout.addWidget(self._name_label, 0, 2)
        for column, widget in enumerate((self._place, self._choose, self._name)):
            layout.addWidget(widget, 1, column)
        layout.setColumnStretch(0, 3)
        layout.setColumnStretch(2, 2)
        for field in (self._place, self._name):
            field.textEdited.connect(self.edited)
        self._choose.clicked.connect(self.choose_requested)

    @property
    def place(self) -> str:
        """What stands in the first field."""
        return self._place.text()

    @property
    def name(self) -> str:
        """What stands in the second field."""
        return self._name.text()

    def show_destination(
        self, words: DestinationWords, place: str, name: str, proposed: str
    ) -> None:
        """Asks for another destination.

        Args:
            words: what the fields are called.
            place: text of the first field.
            name: text of the second field.
            proposed: what an empty second field stands for.
        """
        for field, label, text in (
            (self._place, self._place_label, words.place),
            (self._name, self._name_label, words.name),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self._place.setToolTip(plain_tip(words.place_tip))
        self._name.setToolTip(plain_tip(words.name_tip))
        self._choose.setText(words.choose)
        self._choose.setAccessibleName(words.choose)
        self._name.setPlaceholderText(proposed)
        self.show_texts(place, name)

    def show_texts(self, place: str, name: str) -> None:
        """Replaces the texts; a field that says it already keeps its cursor."""
        for field, text in ((self._place, place), (self._name, name)):
            if field.text() != text:
                field.setText(text)

    def set_locked(self, *, is_locked: bool) -> None:
        """While locked the texts can be read, and not changed."""
        for field in (self._place, self._name):
            field.setReadOnly(is_locked)
        self._choose.setEnabled(not is_locked)
