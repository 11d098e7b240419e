"""What a trial is trained on: nothing, a bundled set, a file, a server. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ComboBox
from tuner_gui.ui.setup.data_draft import FILE, FLIGHT, NO_DATA
from tuner_gui.ui.setup.field_line import Cell, FieldLine
from tuner_gui.ui.setup.read_target import is_scored

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel

_BUNDLED: Final = {
    "breast_cancer": "569 rows, 30 features, 2 classes",
    "iris": "150 rows, 4 features, 3 classes",
    "wine": "178 rows, 13 features, 3 classes",
    "digits": "1,797 rows, 64 features, 10 classes",
    "diabetes": "442 rows, 10 features, a quantity to predict",
}


class DataSection(QWidget):
    """The kind of data; away where a command brings its own."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._dataset = ComboBox("setup_dataset", self.tr("Data"))
        self._dataset.setToolTip(self.tr("What each trial is trained and scored on."))
        self._offers: list[str] = []
        self._line = FieldLine(Cell("dataset", self.tr("Data"), self._dataset))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self._dataset.activated.connect(self._on_dataset_activated)
        model.changed.connect(self._show)
        self._show()

    @Slot(int)
    def _on_dataset_activated(self, index: int) -> None:
        data = replace(self._model.draft.data, source=self._offers[index])
        self._model.set_field("data", data, self.tr("Change the data"))

    @Slot()
    def _show(self) -> None:
        draft = self._model.draft
        self._show_datasets()
        self.setVisible(draft.target_kind != "command" or draft.data.source != NO_DATA)
        self._line.show_problems(self._model.reading.faults)

    def _show_datasets(self) -> None:
        draft = self._model.draft
        is_needed = is_scored(draft, self._model.facts)
        has_none = not is_needed or draft.data.source == NO_DATA
        offers = [*([NO_DATA] if has_none else []), *_BUNDLED, FILE, FLIGHT]
        if offers != self._offers:
            self._offers = offers
            self._dataset.clear()
            titles = {
                NO_DATA: self.tr("none"),
                FILE: self.tr("File…"),
                FLIGHT: self.tr("Flight server…"),
            }
            tips = {
                **_BUNDLED,
                FILE: self.tr("A table in CSV, Parquet or Arrow (Feather)"),
                FLIGHT: self.tr("A table that an Arrow Flight server holds"),
            }
            for place, offer in enumerate(offers):
                self._dataset.addItem(titles.get(offer, offer))
                self._dataset.setItemData(place, tips.get(offer), 3)
        self._dataset.setCurrentIndex(offers.index(draft.data.source))
