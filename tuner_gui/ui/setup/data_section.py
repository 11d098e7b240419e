"""What a trial is trained on and what decides: data and objective. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ComboBox
from tuner_gui.ui.setup.choosing import with_direction, with_metric, with_scoring
from tuner_gui.ui.setup.data_draft import FILE, FLIGHT, NO_DATA
from tuner_gui.ui.setup.field_line import Cell, FieldLine
from tuner_gui.ui.setup.objective_field import ObjectiveField
from tuner_gui.ui.setup.read_target import is_scored, scorings
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.ui.setup.setup_draft import SetupDraft
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons

_BUNDLED: Final = {
    "breast_cancer": "569 rows, 30 features, 2 classes",
    "iris": "150 rows, 4 features, 3 classes",
    "wine": "178 rows, 13 features, 3 classes",
    "digits": "1,797 rows, 64 features, 10 classes",
    "diabetes": "442 rows, 10 features, a quantity to predict",
}


class DataSection(QWidget):
    """The kind of data, the objective and its direction."""

    def __init__(self, model: SetupModel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._dataset = ComboBox("setup_dataset", self.tr("Data"))
        self._dataset.setToolTip(self.tr("What each trial is trained and scored on."))
        self._offers: list[str] = []
        self._objective = ObjectiveField(icons)
        self._line = FieldLine(
            Cell("dataset", self.tr("Data"), self._dataset),
            Cell("metric", self.tr("Objective"), self._objective),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._line)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self._dataset.activated.connect(self._on_dataset_activated)
        self._objective.scoring_chosen.connect(self._on_scoring_chosen)
        self._objective.metric_edited.connect(partial(self._on_objective_edited, with_metric))
        self._objective.direction_chosen.connect(partial(self._on_objective_edited, with_direction))
        self._model.changed.connect(self._show)

    def _on_objective_edited(
        self, change: Callable[[SetupDraft, Any], SetupDraft], value: object
    ) -> None:
        draft = change(self._model.draft, value)
        self._model.apply(draft, self.tr("Change the objective"), merge=change.__name__)

    @Slot(str)
    def _on_scoring_chosen(self, scoring: str) -> None:
        draft = with_scoring(self._model.draft, scoring)
        self._model.apply(draft, self.tr("Change the objective"))

    @Slot(int)
    def _on_dataset_activated(self, index: int) -> None:
        data = replace(self._model.draft.data, source=self._offers[index])
        self._model.set_field("data", data, self.tr("Change the data"))

    @Slot()
    def _show(self) -> None:
        draft, faults = self._model.draft, self._model.reading.faults
        self._show_datasets()
        is_command = draft.target_kind == "command"
        self._line.show_cell("dataset", is_shown=not is_command or draft.data.source != NO_DATA)
        self._show_objective()
        self._line.show_problems(faults)
        self._objective.show_problem(faults.get("metric"))

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

    def _show_objective(self) -> None:
        draft, facts = self._model.draft, self._model.facts
        if is_scored(draft, facts):
            self._objective.show_scoring(scorings(draft, facts), draft.metric)
        else:
            is_printed = draft.target_kind == "command"
            self._objective.show_metric(draft.metric, is_printed=is_printed)
        self._objective.show_direction(draft.direction)
