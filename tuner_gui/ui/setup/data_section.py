"""What a trial is trained on and what decides: data and objective. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.core.specs import CsvSpec
from tuner_gui.core.table_specs import TableSpec
from tuner_gui.ui.chrome import ComboBox, IconButton
from tuner_gui.ui.setup.choosing import with_scoring
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.objective_field import ObjectiveField
from tuner_gui.ui.setup.setup_draft import CSV, NO_DATA, TABLE
from tuner_gui.ui.setup.setup_reading import estimator_kind
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons

_BUNDLED = {
    "breast_cancer": "569 rows, 30 features, 2 classes",
    "iris": "150 rows, 4 features, 3 classes",
    "wine": "178 rows, 13 features, 3 classes",
    "digits": "1,797 rows, 64 features, 10 classes",
    "diabetes": "442 rows, 10 features, a quantity to predict",
}


class DataSection(QWidget):
    """Data, objective and direction; for a CSV file also where it is and what to predict."""

    def __init__(
        self,
        model: SetupModel,
        icons: Icons,
        choose_file: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._choose_file = choose_file
        self._dataset = ComboBox("setup_dataset", self.tr("Data"))
        self._dataset.setToolTip(self.tr("What each trial is trained and scored on."))
        self._offers: list[str] = []
        self._objective = ObjectiveField(icons)
        self._path = named(QLineEdit(), "setup_csv_path", self.tr("CSV file"))
        self._path.setPlaceholderText(self.tr("path of the file"))
        self._browse = IconButton(icons, "folder", self.tr("Choose a CSV file"), "setup_csv_browse")
        self._column = ComboBox("setup_csv_column", self.tr("Column to predict"))
        self._column.setPlaceholderText(self.tr("column"))
        self._line = FieldLine(
            Cell("dataset", self.tr("Data"), self._dataset),
            Cell("metric", self.tr("Objective"), self._objective),
        )
        self._csv_line = FieldLine(
            Cell("csv_path", self.tr("CSV file"), self._path, beside=self._browse),
            Cell("csv_column", self.tr("Predict"), self._column),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._line)
        layout.addWidget(self._csv_line)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self._dataset.activated.connect(self._on_dataset_activated)
        self._objective.scoring_chosen.connect(self._on_scoring_chosen)
        change = self.tr("Change the objective")
        self._objective.metric_edited.connect(partial(self._on_edited, "metric", change))
        self._objective.direction_chosen.connect(partial(self._on_edited, "direction", change))
        self._path.textEdited.connect(
            partial(self._on_edited, "csv_path", self.tr("Change the data"))
        )
        self._browse.clicked.connect(self._on_browse_clicked)
        self._column.activated.connect(self._on_column_activated)
        self._model.changed.connect(self._show)

    def _on_edited(self, field: str, label: str, value: object) -> None:
        self._model.set_field(field, value, label)

    @Slot(str)
    def _on_scoring_chosen(self, scoring: str) -> None:
        draft = with_scoring(self._model.draft, scoring)
        self._model.apply(draft, self.tr("Change the objective"))

    @Slot(int)
    def _on_dataset_activated(self, index: int) -> None:
        self._model.set_field("dataset", self._offers[index], self.tr("Change the data"))

    @Slot(int)
    def _on_column_activated(self, index: int) -> None:
        column = self._column.itemText(index)
        self._model.set_field("csv_column", column, self.tr("Change the data"))

    @Slot()
    def _on_browse_clicked(self) -> None:
        title = self.tr("Choose a CSV file")
        path = self._choose_file(
            self, title, self.tr("CSV files (*.csv *.tsv *.txt);;All files (*)")
        )
        if path:
            draft = replace(self._model.draft, csv_path=path, csv_column="")
            self._model.apply(draft, self.tr("Change the data"))

    @Slot()
    def _show(self) -> None:
        draft, faults = self._model.draft, self._model.reading.faults
        self._show_datasets()
        self._show_columns()
        show_text(self._path, draft.csv_path)
        self._csv_line.setVisible(draft.dataset == CSV)
        is_command = draft.target_kind == "command"
        self._line.show_cell("dataset", is_shown=not is_command or draft.dataset != NO_DATA)
        self._show_objective()
        self._line.show_problems(faults)
        self._objective.show_problem(faults.get("metric"))
        self._csv_line.show_problems(faults)

    def _show_datasets(self) -> None:
        draft = self._model.draft
        has_none = draft.target_kind != "estimator" or draft.dataset == NO_DATA
        kept = draft.base.dataset
        is_table = isinstance(kept, TableSpec) and not isinstance(kept, CsvSpec)
        offers = [*([NO_DATA] if has_none else []), *_BUNDLED, CSV, *([TABLE] if is_table else [])]
        if offers != self._offers:
            self._offers = offers
            self._dataset.clear()
            titles = {NO_DATA: self.tr("none"), CSV: self.tr("CSV file…")}
            for place, offer in enumerate(offers):
                self._dataset.addItem(titles.get(offer, offer))
                self._dataset.setItemData(place, _BUNDLED.get(offer), 3)
        if is_table:
            self._dataset.setItemText(offers.index(TABLE), kept.label)
        self._dataset.setCurrentIndex(offers.index(draft.dataset))

    def _show_columns(self) -> None:
        draft = self._model.draft
        columns = list(self._model.facts.csv_columns or ())
        if draft.csv_column and draft.csv_column not in columns:
            columns.append(draft.csv_column)
        if columns != [self._column.itemText(place) for place in range(self._column.count())]:
            self._column.clear()
            self._column.addItems(columns)
        self._column.setCurrentIndex(columns.index(draft.csv_column) if draft.csv_column else -1)

    def _show_objective(self) -> None:
        draft, facts = self._model.draft, self._model.facts
        kind = estimator_kind(draft, facts)
        if draft.target_kind == "estimator":
            is_known = facts.catalogue is not None and bool(kind)
            scorings = facts.catalogue.scorings[kind] if is_known else ()  # type: ignore[union-attr,index]
            self._objective.show_scoring(scorings, draft.metric)
        else:
            is_printed = draft.target_kind == "command"
            self._objective.show_metric(draft.metric, is_printed=is_printed)
        self._objective.show_direction(draft.direction)
