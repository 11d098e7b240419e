"""The fields of one parameter, laid out on three columns, each line with its problem below it.

GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from tuner_gui.ui.chrome import (
    ComboBox,
    FieldLabel,
    FieldNote,
    FieldProblem,
    NumberField,
    WrappedLabel,
    mark_problem,
)
from tuner_gui.ui.space.bell_words import bell_words
from tuner_gui.ui.space.field_tips import set_tips
from tuner_gui.ui.space.row_draft import FIELDS_OF_KIND, KIND_NAMES
from tuner_gui.ui.space.wording import KIND_TITLES
from tuner_gui.ui.style.roles import named, set_look
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.ui.space.row_draft import KindName, RowDraft

_COLUMNS = 3
_LINES: tuple[tuple[str, ...], ...] = (
    ("", "name", "kind"),
    ("mean", "deviation"),
    ("low", "high", "step"),
    ("points", "log"),
    ("values",),
    ("weights", "ordered"),
    ("constant",),
)
"""Fields that stand side by side, and whose problems are said in the same place."""
_SPANS = {"values": 3, "constant": 3, "weights": 2}


class RowFields(QWidget):
    """Shows a row; which fields there are depends on its kind. What is typed, others hear.

    Attributes:
        name: the name.
        kind: the kind; its data are `KindName`s.
        switches: the check boxes by the name of the row's field.
        texts: the text fields by the name of the row's field.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = named(QLineEdit(), "space_name", self.tr("Name"))
        self.kind = ComboBox("space_kind", self.tr("Kind"))
        self.switches: dict[str, QCheckBox] = {
            "log": named(QCheckBox(self.tr("Log scale")), "space_log", self.tr("Log scale")),
            "ordered": named(QCheckBox(self.tr("Ordered")), "space_ordered", self.tr("Ordered")),
        }
        self.texts: dict[str, QLineEdit] = {
            "mean": NumberField("space_mean", self.tr("Mean")),
            "deviation": NumberField("space_deviation", self.tr("Deviation")),
            "low": NumberField("space_low", self.tr("Low")),
            "high": NumberField("space_high", self.tr("High")),
            "step": NumberField("space_step", self.tr("Step")),
            "points": NumberField("space_points", self.tr("Grid points")),
            "values": named(QLineEdit(), "space_values", self.tr("Values")),
            "weights": named(QLineEdit(), "space_weights", self.tr("Weights")),
            "constant": named(QLineEdit(), "space_constant", self.tr("Value")),
        }
        for kind in KIND_NAMES:
            self.kind.addItem(KIND_TITLES[kind], kind)
        self._labels: dict[str, FieldLabel] = {
            field: FieldLabel(widget.accessibleName(), widget)
            for field, widget in self.texts.items()
        }
        self._problems = {line: FieldProblem() for line in _LINES}
        self._notes = {line: FieldNote() for line in _LINES}
        self._bell = WrappedLabel("", "hint")
        self._bell.setObjectName("space_bell")
        set_tips(self)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(METRICS.gap)
        grid.setVerticalSpacing(METRICS.tiny_gap)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for widget in (self.name, *self.texts.values()):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in self._labels.values():
            label.setContentsMargins(0, METRICS.tiny_gap, 0, 0)
        self.kind.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        first.setSpacing(METRICS.gap)
        first.addWidget(self.name, 2)
        first.addWidget(self.kind, 1)
        grid.addLayout(first, 0, 0, 1, _COLUMNS)
        for line, fields in enumerate(_LINES):
            row = line * 4
            for column, field in enumerate(field for field in fields if field in self.texts):
                span = _SPANS.get(field, 1)
                grid.addWidget(self._labels[field], row - 1, column, 1, span)
                grid.addWidget(self.texts[field], row, column, 1, span)
            grid.addWidget(self._problems[fields], row + 1, 0, 1, _COLUMNS)
            grid.addWidget(self._notes[fields], row + 2, 0, 1, _COLUMNS)
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.switches["log"], _row_of("log"), 1, 1, 2, middle)
        grid.addWidget(self.switches["ordered"], _row_of("ordered"), 2, middle)
        grid.addWidget(self._bell, len(_LINES) * 4, 0, 1, _COLUMNS)

    def show_row(self, row: RowDraft) -> None:
        """Shows what the row says; a field that says it already keeps its cursor."""
        _set_text(self.name, row.name)
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self.switches["log"].setChecked(row.log)
        self.switches["ordered"].setChecked(row.ordered)
        present = FIELDS_OF_KIND[row.kind]
        for field, widget in self.texts.items():
            _set_text(widget, row.text(field))
            widget.setVisible(field in present)
            self._labels[field].setVisible(field in present)
        for field, switch in self.switches.items():
            switch.setVisible(field in present)
        self._place_log(below="points" if "points" in present else "")
        self._set_stepping(row)
        self._show_bell(row)

    def _place_log(self, below: str) -> None:
        """Beside the grid points, or alone at the left."""
        grid, log = self.layout(), self.switches["log"]
        if isinstance(grid, QGridLayout):
            grid.removeWidget(log)
            grid.addWidget(log, _row_of("log"), 1 if below else 0, 1, 2 if below else _COLUMNS)

    def _show_bell(self, row: RowDraft) -> None:
        is_bell, is_log = "mean" in FIELDS_OF_KIND[row.kind], row.kind == "log_normal"
        words = {
            "mean": self.tr("Mean of ln") if is_log else self.tr("Mean"),
            "deviation": self.tr("Deviation of ln") if is_log else self.tr("Deviation"),
        }
        for field, text in words.items():
            self._labels[field].setText(text)
            self.texts[field].setAccessibleName(text)
        for field in ("low", "high"):
            self.texts[field].setPlaceholderText(self.tr("no bound") if is_bell else "")
        said = bell_words(row)
        self._bell.setText(said)
        self._bell.setVisible(bool(said))

    def _set_stepping(self, row: RowDraft) -> None:
        for field in ("low", "high", "step", "points", "mean", "deviation"):
            widget = self.texts[field]
            if not isinstance(widget, NumberField):
                continue
            is_log = row.kind == "log_normal" or (row.log and row.kind in {"float", "int"})
            if field in {"low", "high"} and is_log:
                widget.set_stepping(factor=2 if row.kind == "int" else 10)
            else:
                is_fine = row.kind != "int" and field != "points"
                widget.set_stepping(step=0.1 if is_fine else 1.0)

    def show_findings(self, problems: Mapping[str, str], notes: Mapping[str, str]) -> None:
        """Marks the fields of these problems; says problems and notes below their lines."""
        for field, widget in {"name": self.name, "kind": self.kind, **self.texts}.items():
            mark_problem(widget, problems.get(field))
        for fields in _LINES:
            self._problems[fields].set_problem(_said(fields, problems))
            self._notes[fields].set_note(_said(fields, notes))

    def first_field(self, kind: KindName, problems: Mapping[str, str]) -> QLineEdit:
        """Returns where editing starts: at a problem, or at the first field of the kind."""
        if "name" in problems:
            return self.name
        present = [field for field in FIELDS_OF_KIND[kind] if field in self.texts]
        return self.texts[next((field for field in present if field in problems), present[0])]

    def set_locked(self, locked: bool) -> None:
        """Keeps the fields readable, but not to be changed."""
        for widget in (self.name, *self.texts.values()):
            widget.setReadOnly(locked)
        for control in (self.kind, *self.switches.values()):
            set_look(control, "locked", locked)
            control.setEnabled(not locked)


def _row_of(field: str) -> int:
    return next(4 * line for line, fields in enumerate(_LINES) if field in fields)


def _said(fields: tuple[str, ...], by_field: Mapping[str, str]) -> str | None:
    return "\n".join(by_field[field] for field in fields if field in by_field) or None


def _set_text(widget: QLineEdit, text: str) -> None:
    if widget.text() != text:
        widget.setText(text)
