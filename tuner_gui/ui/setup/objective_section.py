"""What decides: the metric of a trial, and which way is better. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.setup.choosing import with_direction, with_metric, with_scoring
from tuner_gui.ui.setup.field_line import Cell, FieldLine
from tuner_gui.ui.setup.objective_field import ObjectiveField
from tuner_gui.ui.setup.read_target import is_scored, scorings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.ui.setup.setup_draft import SetupDraft
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons


class ObjectiveSection(QWidget):
    """The objective and its direction."""

    def __init__(self, model: SetupModel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._objective = ObjectiveField(icons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(FieldLine(Cell("metric", self.tr("Objective"), self._objective)))
        self._objective.scoring_chosen.connect(self._on_scoring_chosen)
        self._objective.metric_edited.connect(partial(self._on_edited, with_metric))
        self._objective.direction_chosen.connect(partial(self._on_edited, with_direction))
        model.changed.connect(self._show)
        self._show()

    def _on_edited(self, change: Callable[[SetupDraft, Any], SetupDraft], value: object) -> None:
        draft = change(self._model.draft, value)
        self._model.apply(draft, self.tr("Change the objective"), merge=change.__name__)

    @Slot(str)
    def _on_scoring_chosen(self, scoring: str) -> None:
        draft = with_scoring(self._model.draft, scoring)
        self._model.apply(draft, self.tr("Change the objective"))

    @Slot()
    def _show(self) -> None:
        draft, facts = self._model.draft, self._model.facts
        if is_scored(draft, facts):
            self._objective.show_scoring(scorings(draft, facts), draft.metric)
        else:
            is_printed = draft.target_kind == "command"
            self._objective.show_metric(draft.metric, is_printed=is_printed)
        self._objective.show_direction(draft.direction)
        self._objective.show_problem(self._model.reading.faults.get("metric"))
