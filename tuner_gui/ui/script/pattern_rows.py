"""The patterns of metrics as rows of fields. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldProblem, IconButton, LinkButton, mark_problem
from tuner_gui.ui.script.metric_draft import PatternDraft
from tuner_gui.ui.setup.field_line import show_text
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.icons import Icons


class PatternRows(QWidget):
    """A name and a text each; rows are kept while one types.

    Signals:
        changed(int, PatternDraft): another text in a row.
        removed(int), added(): a row goes, or comes.
    """

    changed = Signal(int, object)
    removed = Signal(int)
    added = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._rows: list[_PatternRow] = []
        self._add = LinkButton(self.tr("+ Add a pattern"), "metric_pattern_add")
        self._add.clicked.connect(self.added)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(METRICS.tiny_gap)
        self._layout.addWidget(self._add)

    def show_patterns(self, patterns: Sequence[PatternDraft]) -> None:
        """Shows patterns, each with what is wrong with it."""
        while len(self._rows) > len(patterns):
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(patterns):
            self._append()
        for row, pattern in zip(self._rows, patterns, strict=True):
            row.show_pattern(pattern)

    def focus_last(self) -> None:
        """Goes to the row that came last."""
        if self._rows:
            self._rows[-1].focus_empty()

    def _append(self) -> None:
        place = len(self._rows)
        row = _PatternRow(self._icons, place)
        row.edited.connect(partial(self.changed.emit, place))
        row.removed.connect(partial(self.removed.emit, place))
        self._rows.append(row)
        self._layout.insertWidget(place, row)
        row.show()  # now, not with the next turn: it is about to be typed in


class _PatternRow(QWidget):
    edited = Signal(object)
    removed = Signal()

    def __init__(self, icons: Icons, place: int) -> None:
        super().__init__()
        self._name = named(QLineEdit(), f"metric_name_{place}", self.tr("Metric"))
        self._text = named(QLineEdit(), f"metric_text_{place}", self.tr("Line"))
        self._name.setPlaceholderText(self.tr("name"))
        self._text.setPlaceholderText(self.tr("Test accuracy: {value}"))
        self._text.setToolTip(
            self.tr(
                "The text around the number: {value} is the number, {step} that of the step,\n"
                "{any} anything; a space is any blank space."
            )
        )
        set_role(self._text, "mono")
        remove = IconButton(icons, "remove", self.tr("Remove"), f"metric_remove_{place}")
        self._problem = FieldProblem()
        fields = QHBoxLayout()
        fields.setSpacing(METRICS.tiny_gap)
        fields.addWidget(self._name, 2)
        fields.addWidget(self._text, 3)
        fields.addWidget(remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(fields)
        layout.addWidget(self._problem)
        for field in (self._name, self._text):
            field.textEdited.connect(self._on_edited)
        remove.clicked.connect(self.removed)

    def show_pattern(self, pattern: PatternDraft) -> None:
        show_text(self._name, pattern.name)
        show_text(self._text, pattern.text)
        is_new = not pattern.name and not pattern.text
        problem = None if is_new else pattern.problem() or None
        mark_problem(self._text if pattern.name.strip() else self._name, problem)
        mark_problem(self._name if pattern.name.strip() else self._text, None)
        self._problem.set_problem(problem)

    def focus_empty(self) -> None:
        (self._text if self._name.text() else self._name).setFocus()

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit(PatternDraft(self._name.text(), self._text.text()))
