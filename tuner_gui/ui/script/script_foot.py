"""Below everything: the command where it is not told, the metric, and the decision. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.core.objective import Direction
from tuner_gui.ui.chrome import ComboBox, ElidedLabel, FieldLabel, FieldProblem, RoleButton
from tuner_gui.ui.chrome.problems import FieldNote
from tuner_gui.ui.script.script_words import run_words
from tuner_gui.ui.setup.field_line import show_text
from tuner_gui.ui.space.proposals import NO_PROPOSALS, Proposals
from tuner_gui.ui.space.proposing_line import ProposingLine
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.session.script_draft import ScriptDraft

_METRIC_WIDTH = 190
_DIRECTIONS = (Direction.MAXIMIZE, Direction.MINIMIZE)


class ScriptFoot(QWidget):
    """Objective at the left, buttons at the right.

    Signals:
        draft_changed(ScriptDraft): the person changed something here.
        accepted(), rejected(): the decision.
    """

    draft_changed = Signal(object)
    accepted = Signal()
    rejected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: ScriptDraft | None = None
        self._command = named(QLineEdit(), "script_command", self.tr("Command"))
        set_role(self._command, "mono")
        self._command_label = FieldLabel(self.tr("Command that reads this file"), self._command)
        self._problem = FieldProblem()
        self._not_found = FieldNote()
        self._not_found.setObjectName("script_metric_note")
        self._runs = ElidedLabel("", "mono")
        self._runs.setObjectName("script_runs")
        self._metric = ProposingLine("script_metric", self.tr("Metric"), self._propose)
        self._metric.setMinimumWidth(_METRIC_WIDTH)
        self._metric.setPlaceholderText(self.tr("name of the metric"))
        self._metric.setToolTip(
            self.tr("The metric that decides, by the name under which the script prints it.")
        )
        self._direction = ComboBox("script_direction", self.tr("Direction"))
        self._direction.addItems([self.tr("↑ more is better"), self.tr("↓ less is better")])
        self._cancel = RoleButton(self.tr("Cancel"), "script_cancel")
        self._use = RoleButton("", "script_use", "primary")
        self._lay_out()
        self._command.textEdited.connect(self._on_command_edited)
        self._metric.textEdited.connect(self._on_metric_edited)
        self._direction.activated.connect(self._on_direction_activated)
        self._cancel.clicked.connect(self.rejected)
        self._use.clicked.connect(self.accepted)

    def show_draft(self, draft: ScriptDraft) -> None:
        """Shows what the draft says."""
        self._draft = draft
        show_text(self._metric, draft.metric)
        self._not_found.set_note(self._missing_metric(draft))
        self._direction.setCurrentIndex(_DIRECTIONS.index(draft.direction))
        for widget in (self._command_label, self._command):
            widget.setVisible(draft.needs_command)
        show_text(self._command, draft.command)
        words = "" if draft.needs_command else run_words(draft)
        self._runs.setText(words)
        self._runs.setVisible(bool(words))
        self._use.setText(self._use_text(draft))

    def show_problem(self, message: str | None) -> None:
        """Says what is wrong with the command."""
        self._problem.set_problem(message)

    def ask_for_metric(self) -> None:
        """Goes to where the metric is named."""
        self._metric.setFocus()

    def set_ready(self, *, is_ready: bool) -> None:
        """Says whether the draft can be accepted."""
        self._use.setEnabled(is_ready)

    def _missing_metric(self, draft: ScriptDraft) -> str | None:
        if draft.metric.strip():
            return None
        if draft.is_function:
            return self.tr("Metric not found: name what the function returns.")
        return self.tr("Metric not found: name what the script prints.")

    def _use_text(self, draft: ScriptDraft) -> str:
        count = len(draft.ticked)
        if not count:
            return self.tr("Use it without parameters") if draft.parameters else self.tr("Use it")
        if count == 1:
            return self.tr("Use 1 parameter")
        return self.tr("Use {count} parameters").format(count=count)

    def _propose(self, before: str) -> Proposals:
        metrics = () if self._draft is None else self._draft.metrics
        typed = before.strip().lower()
        words = tuple(name for name in metrics if typed in name.lower()) if typed else metrics
        return Proposals(0, before, words) if words else NO_PROPOSALS

    @Slot(str)
    def _on_command_edited(self, text: str) -> None:
        if self._draft is not None:
            self.draft_changed.emit(replace(self._draft, command=text))

    @Slot(str)
    def _on_metric_edited(self, text: str) -> None:
        if self._draft is not None:
            self.draft_changed.emit(self._draft.with_metric(text))
            if self._metric.hasFocus():
                self._metric.show_proposals()

    @Slot(int)
    def _on_direction_activated(self, place: int) -> None:
        if self._draft is not None:
            self.draft_changed.emit(self._draft.with_direction(_DIRECTIONS[place]))

    def _lay_out(self) -> None:
        objective = QHBoxLayout()
        objective.setSpacing(METRICS.gap)
        objective.addWidget(FieldLabel(self.tr("Optimise"), self._metric))
        objective.addWidget(self._metric)
        objective.addWidget(self._direction)
        row = QHBoxLayout()
        row.setSpacing(METRICS.gap)
        row.addLayout(objective)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(METRICS.section, METRICS.margin) * 2)
        layout.setSpacing(METRICS.gap)
        for widget in (self._command_label, self._command, self._problem, self._runs):
            layout.addWidget(widget)
        layout.addWidget(self._not_found)
        layout.addLayout(row)
