"""The fields of one parameter, laid out on three columns, each line with its problem below it.

GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from tuner_gui.ui.chrome import ComboBox, FieldLabel, FieldProblem, NumberField, mark_problem
from tuner_gui.ui.space.draft import FIELDS_OF_KIND, KIND_NAMES
from tuner_gui.ui.space.wording import KIND_TITLES
from tuner_gui.ui.style.roles import named, set_look
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.ui.space.draft import KindName, RowDraft

_COLUMNS = 3
_LINES: tuple[tuple[str, ...], ...] = (
    ("", "name", "kind"),
    ("low", "high", "step"),
    ("points", "log"),
    ("values",),
    ("constant",),
)
"""Fields that stand side by side, and whose problems are said in the same place."""


class RowFields(QWidget):
    """Shows a row; which fields there are depends on its kind. What is typed, others hear.

    Attributes:
        name: the name.
        kind: the kind; its data are `KindName`s.
        log: the log switch.
        texts: the text fields by the name of the row's field.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = named(QLineEdit(), "space_name", self.tr("Name"))
        self.kind = ComboBox("space_kind", self.tr("Kind"))
        self.log = named(QCheckBox(self.tr("Log scale")), "space_log", self.tr("Log scale"))
        self.texts: dict[str, QLineEdit] = {
            "low": NumberField("space_low", self.tr("Low")),
            "high": NumberField("space_high", self.tr("High")),
            "step": NumberField("space_step", self.tr("Step")),
            "points": NumberField("space_points", self.tr("Grid points")),
            "values": named(QLineEdit(), "space_values", self.tr("Values")),
            "constant": named(QLineEdit(), "space_constant", self.tr("Value")),
        }
        for kind in KIND_NAMES:
            self.kind.addItem(KIND_TITLES[kind], kind)
        self._labels: dict[str, FieldLabel] = {
            field: FieldLabel(widget.accessibleName(), widget)
            for field, widget in self.texts.items()
        }
        self._problems = {line: FieldProblem() for line in _LINES}
        self._set_up_tips()
        self._lay_out()

    def _set_up_tips(self) -> None:
        self.texts["step"].setPlaceholderText(self.tr("none"))
        self.texts["points"].setPlaceholderText(self.tr("none"))
        self.texts["values"].setPlaceholderText(self.tr("gini, entropy, log_loss"))
        tips = {
            "low": self.tr("The lowest value, itself included."),
            "high": self.tr("The highest value, itself included."),
            "step": self.tr("Only low, low + step, low + 2 · step and so on up to high."),
            "points": self.tr("How many values a grid takes; other strategies use the range."),
            "values": self.tr(
                "Text, numbers, true, false, null, or [lists], separated by commas. "
                'Text that could be read otherwise stands in quotes: "a,b".'
            ),
            "constant": self.tr("The same for every trial: text, a number, true, false, null."),
        }
        for field, tip in tips.items():
            self.texts[field].setToolTip(tip)
        self.name.setToolTip(self.tr("How the target calls it; a dot makes a group: model.depth."))
        self.kind.setToolTip(self.tr("Which values the parameter can take."))
        self.log.setToolTip(self.tr("Each tenfold step is as likely as the next: 0.001, 0.01, 0.1"))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(METRICS.gap)
        grid.setVerticalSpacing(METRICS.tiny_gap)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for widget in (self.name, self.kind, *self.texts.values()):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in self._labels.values():
            label.setContentsMargins(0, METRICS.tiny_gap, 0, 0)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.kind, 0, 2)
        for line, fields in enumerate(_LINES):
            row = line * 3
            shown = [field for field in fields if field in self.texts]
            span = _COLUMNS if len(fields) == 1 else 1
            for column, field in enumerate(shown):
                grid.addWidget(self._labels[field], row - 1, column, 1, span)
                grid.addWidget(self.texts[field], row, column, 1, span)
            grid.addWidget(self._problems[fields], row + 1, 0, 1, _COLUMNS)
        grid.addWidget(self.log, 6, 1, 1, 2, Qt.AlignmentFlag.AlignVCenter)

    def show_row(self, row: RowDraft) -> None:
        """Shows what the row says; a field that says it already keeps its cursor."""
        _set_text(self.name, row.name)
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self.log.setChecked(row.log)
        present = FIELDS_OF_KIND[row.kind]
        for field, widget in self.texts.items():
            _set_text(widget, row.text(field))
            widget.setVisible(field in present)
            self._labels[field].setVisible(field in present)
        self.log.setVisible("log" in present)
        self._place_log(below="points" if "points" in present else "")
        self._set_stepping(row)

    def _place_log(self, below: str) -> None:
        """Beside the grid points, or alone at the left."""
        grid = self.layout()
        if isinstance(grid, QGridLayout):
            grid.removeWidget(self.log)
            grid.addWidget(self.log, 6, 1 if below else 0, 1, 2 if below else _COLUMNS)

    def _set_stepping(self, row: RowDraft) -> None:
        for field in ("low", "high", "step", "points"):
            widget = self.texts[field]
            if not isinstance(widget, NumberField):
                continue
            is_bound = field in {"low", "high"}
            if is_bound and row.log:
                widget.set_stepping(factor=2 if row.kind == "int" else 10)
            else:
                is_fine = row.kind == "float" and field != "points"
                widget.set_stepping(step=0.1 if is_fine else 1.0)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Marks the fields of these problems and says them below their lines."""
        for field, widget in {"name": self.name, **self.texts}.items():
            mark_problem(widget, problems.get(field))
        for fields, label in self._problems.items():
            said = [problems[field] for field in fields if field in problems]
            label.set_problem("\n".join(said) if said else None)

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
        for control in (self.kind, self.log):
            set_look(control, "locked", locked)
            control.setEnabled(not locked)


def _set_text(widget: QLineEdit, text: str) -> None:
    if widget.text() != text:
        widget.setText(text)
