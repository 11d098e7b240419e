"""Controls side by side, each with its name above, their problems below. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.ui.chrome import FieldLabel, FieldProblem, mark_problem
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Cell:
    """One control of a line.

    Args:
        field: the name that problems go by.
        label: stands above.
        stretch: share of the width.
        beside: a small control at the right of this one.
    """

    field: str
    label: str
    control: QWidget
    stretch: int = 1
    beside: QWidget | None = None


class FieldLine(QWidget):
    """A line of labelled controls; a problem is said below the line, over its whole width."""

    def __init__(self, *cells: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._boxes = {cell.field: _boxed(cell) for cell in cells}
        self._problem = FieldProblem()
        row = QHBoxLayout()
        row.setSpacing(METRICS.gap)
        for cell in cells:
            row.addWidget(self._boxes[cell.field], cell.stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(row)
        layout.addWidget(self._problem)

    def show_cell(self, field: str, *, is_shown: bool) -> None:
        """Shows a control with its label, or gives its room to the others."""
        self._boxes[field].setVisible(is_shown)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Marks the controls of these problems and says them below."""
        said = []
        for cell in self._cells:
            message = problems.get(cell.field)
            mark_problem(cell.control, message)
            if message is not None:
                said.append(message)
        self._problem.set_problem("\n".join(said) if said else None)


def _boxed(cell: Cell) -> QWidget:
    policy = cell.control.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    cell.control.setSizePolicy(policy)
    row = QHBoxLayout()
    row.setSpacing(METRICS.tiny_gap)
    row.addWidget(cell.control, 1)
    if cell.beside is not None:
        row.addWidget(cell.beside)
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(METRICS.tiny_gap)
    layout.addWidget(FieldLabel(cell.label, cell.control))
    layout.addLayout(row)
    return box


def show_text(widget: QLineEdit, text: str) -> None:
    """Shows a text; a field that says it already keeps its cursor."""
    if widget.text() != text:
        widget.setText(text)
