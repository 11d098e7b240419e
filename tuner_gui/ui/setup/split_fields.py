"""Which rows of a table are trained on, and which are held back. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ComboBox, NumberField
from tuner_gui.ui.setup.column_choice import ColumnChoice
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.data_draft import SplitMethod
    from tuner_gui.ui.setup.setup_model import SetupModel

_METHODS: tuple[SplitMethod, ...] = ("none", "fraction", "column")


class SplitFields(QWidget):
    """The way to split, and what that way needs."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._method = ComboBox("setup_data_split", self.tr("Rows to train on"))
        ways = (self.tr("all rows"), self.tr("a random part"), self.tr("rows by a column"))
        self._method.addItems(ways)
        self._method.setToolTip(
            self.tr(
                "The other rows are held back: validate is given them.\n"
                "An estimator is cross-validated on the rows to train on alone."
            )
        )
        self._percent = NumberField("setup_data_percent", self.tr("Percent of the rows"))
        self._seed = NumberField("setup_data_seed", self.tr("Seed of the split"))
        self._seed.setToolTip(self.tr("The same seed takes the same rows."))
        self._marker = ColumnChoice("setup_data_marker", self.tr("Column that marks the rows"))
        self._marker.setPlaceholderText(self.tr("column"))
        self._train = named(QLineEdit(), "setup_data_train", self.tr("Train where it holds"))
        self._train.setPlaceholderText("train")
        self._validate = named(
            QLineEdit(), "setup_data_validate", self.tr("Validate where it holds")
        )
        self._validate.setPlaceholderText(self.tr("all others"))
        self._line = FieldLine(
            Cell("data_split", self.tr("Train on"), self._method, 5),
            Cell("data_percent", self.tr("Percent"), self._percent, 2),
            Cell("data_seed", self.tr("Split seed"), self._seed, 2),
            Cell("data_marker", self.tr("Column"), self._marker, 4),
        )
        self._values_line = FieldLine(
            Cell("data_train", self.tr("Train where it is"), self._train),
            Cell("data_validate", self.tr("Validate where it is"), self._validate),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._line)
        layout.addWidget(self._values_line)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self._method.activated.connect(self._on_method_activated)
        self._marker.activated.connect(self._on_marker_activated)
        for field, edited in (
            ("percent", self._percent.text_edited),
            ("seed", self._seed.text_edited),
            ("train", self._train.textEdited),
            ("validate", self._validate.textEdited),
        ):
            edited.connect(partial(self._on_edited, field))
        self._model.changed.connect(self._show)

    def _on_edited(self, field: str, text: str) -> None:
        self._model.set_table(field, text)

    @Slot(int)
    def _on_method_activated(self, index: int) -> None:
        self._model.set_table("split", _METHODS[index])

    @Slot(int)
    def _on_marker_activated(self, index: int) -> None:
        self._model.set_table("marker", self._marker.itemText(index))

    @Slot()
    def _show(self) -> None:
        table, faults = self._model.draft.data.table, self._model.reading.faults
        self._method.setCurrentIndex(_METHODS.index(table.split))
        for field in ("data_percent", "data_seed"):
            self._line.show_cell(field, is_shown=table.split == "fraction")
        self._line.show_cell("data_marker", is_shown=table.split == "column")
        self._values_line.setVisible(table.split == "column")
        if table.split == "column":
            self._marker.show_columns(self._model.columns(), table.marker)
        show_text(self._percent, table.percent)
        show_text(self._seed, table.seed)
        show_text(self._train, table.train)
        show_text(self._validate, table.validate)
        self._line.show_problems(faults)
        self._values_line.show_problems(faults)
