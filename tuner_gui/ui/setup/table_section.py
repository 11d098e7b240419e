"""Where a table is and how its columns are used: file or server, target, features. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import IconButton, RoleButton
from tuner_gui.ui.setup.column_choice import ColumnChoice
from tuner_gui.ui.setup.data_draft import FILE, FLIGHT
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.split_fields import SplitFields
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.data_watch import DataWatch
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons


class TableSection(QWidget):
    """There while the data are a table of the person's own."""

    def __init__(
        self,
        model: SetupModel,
        watch: DataWatch,
        icons: Icons,
        choose_file: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._watch = watch
        self._choose_file = choose_file
        self._path = named(QLineEdit(), "setup_data_path", self.tr("File"))
        self._path.setPlaceholderText(self.tr("path of a CSV, Parquet or Arrow file"))
        self._browse = IconButton(
            icons, "folder", self.tr("Choose a file: CSV, Parquet or Arrow"), "setup_data_browse"
        )
        self._url = named(QLineEdit(), "setup_data_url", self.tr("Table on a Flight server"))
        self._url.setPlaceholderText("grpc://host:port/name")
        self._url.setToolTip(
            self.tr("grpc://host:port/name, or grpc://host:port?ticket=…; grpc+tls:// is encrypted")
        )
        self._connect_button = RoleButton(self.tr("Connect"), "setup_data_connect")
        self._connect_button.setToolTip(
            self.tr("Asks the server for the first rows. Before that, nothing is sent to it.")
        )
        self._target = ColumnChoice("setup_data_target", self.tr("Column to predict"))
        self._target.setPlaceholderText(self.tr("column"))
        self._features = named(QLineEdit(), "setup_data_features", self.tr("Features"))
        self._features.setPlaceholderText(self.tr("all other columns"))
        self._features.setToolTip(
            self.tr("The columns to learn from, with commas between; empty for all others.")
        )
        self._split = SplitFields(model)
        self._lay_out()
        self._wire()
        self._show()

    def _lay_out(self) -> None:
        self._file_line = FieldLine(
            Cell("data_place", self.tr("File"), self._path, beside=self._browse)
        )
        self._flight_line = FieldLine(
            Cell(
                "data_place",
                self.tr("Table on a Flight server"),
                self._url,
                beside=self._connect_button,
            )
        )
        self._columns_line = FieldLine(
            Cell("data_target", self.tr("Predict"), self._target),
            Cell("data_features", self.tr("From"), self._features),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        for part in (self._file_line, self._flight_line, self._columns_line, self._split):
            layout.addWidget(part)

    def _wire(self) -> None:
        self._path.textEdited.connect(partial(self._on_edited, "place"))
        self._url.textEdited.connect(partial(self._on_edited, "place"))
        self._features.textEdited.connect(partial(self._on_edited, "features"))
        self._target.activated.connect(self._on_target_activated)
        self._browse.clicked.connect(self._on_browse_clicked)
        self._connect_button.clicked.connect(self._watch.read_again)
        for field in (self._path, self._url):
            field.returnPressed.connect(self._watch.read_again)
        self._model.changed.connect(self._show)
        self._watch.changed.connect(self._show)

    def _on_edited(self, field: str, text: str) -> None:
        self._model.set_table(field, text)

    @Slot(int)
    def _on_target_activated(self, index: int) -> None:
        self._model.set_table("target", self._target.itemText(index))

    @Slot()
    def _on_browse_clicked(self) -> None:
        tables = "*.csv *.tsv *.txt *.parquet *.arrow *.feather *.ipc"
        names = self.tr("Tables ({patterns});;All files (*)").format(patterns=tables)
        path = self._choose_file(self, self.tr("Choose a file: CSV, Parquet or Arrow"), names)
        if path:
            data = self._model.draft.data
            table = data.with_table(data.table.at(path))
            self._model.set_field("data", table, self.tr("Change the data"))

    @Slot()
    def _show(self) -> None:
        data, faults = self._model.draft.data, self._model.reading.faults
        self.setVisible(data.is_table)
        if not data.is_table:
            return
        self._file_line.setVisible(data.source == FILE)
        self._flight_line.setVisible(data.source == FLIGHT)
        for field, place in ((self._path, data.file.place), (self._url, data.flight.place)):
            show_text(field, place)
        show_text(self._features, data.table.features)
        has_place = bool(data.table.place.strip())
        self._columns_line.setVisible(has_place)
        self._split.setVisible(has_place)
        reading = self.tr("reading…") if self._watch.is_reading else self.tr("column")
        self._target.setPlaceholderText(reading)
        self._target.show_columns(self._model.columns(), data.table.target)
        self._connect_button.setText(
            self.tr("Connecting…") if self._watch.is_reading else self.tr("Connect")
        )
        for line in (self._file_line, self._flight_line, self._columns_line):
            line.show_problems(faults)
