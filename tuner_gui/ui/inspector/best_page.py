"""The best trial so far: its metric, its parameters, and what failed meanwhile. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import RoleButton
from tuner_gui.ui.chrome.labels import Headline, WrappedLabel
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.inspector.best_marks import BestMarks
from tuner_gui.ui.inspector.copy_button import CopyButton
from tuner_gui.ui.inspector.failures_card import FailuresCard
from tuner_gui.ui.inspector.trial_facts import best_caption, parameter_rows
from tuner_gui.ui.inspector.value_list import ValueList
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.insight.failure_groups import FailureGroup
    from tuner_gui.ui.style.theme import Theme


class BestPage(ScrollPage):
    """Says how good it is by now, or what will be here.

    Signals:
        copy_requested(str): the format to copy the parameters in.
        export_requested(): the parameters are to go into a file.
        failure_chosen(int): the number of a failed trial to be shown.
        failures_requested(): all that failed is to be shown.
        note_requested(): the note of the best trial is to be changed.
    """

    copy_requested = Signal(str)
    export_requested = Signal()
    failure_chosen = Signal(int)
    failures_requested = Signal()
    note_requested = Signal()

    def __init__(self, live: LiveStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("best_page", parent)
        self._empty = EmptyState(theme.icons, "best", "", name="no_best_trial")
        self._headline = Headline()
        self._parameters = ValueList(theme, "best_parameters", self.tr("Parameters"))
        self._marks = BestMarks(live, theme)
        self._best = self._make_best()
        self._failures = FailuresCard(theme)
        self._saved = WrappedLabel("", "second")
        self._saved.setObjectName("saved_by_early_stopping")
        self._saved.hide()
        self.content.addWidget(self._best)
        self.content.addWidget(self._marks)
        self.content.addWidget(self._empty, 1)
        self.content.addWidget(self._saved)
        self.content.addWidget(self._failures)
        self.content.addStretch(1)
        self._failures.group_chosen.connect(self.failure_chosen)
        self._failures.desk_requested.connect(self.failures_requested)
        self._marks.edit_requested.connect(self.note_requested)

    def _make_best(self) -> QWidget:
        self._copy = CopyButton("copy_best")
        export = RoleButton(self.tr("Export…"), "export_best")
        export.setToolTip(self.tr("Write the best parameters into a file"))
        self._copy.chosen.connect(self.copy_requested)
        export.clicked.connect(self.export_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(METRICS.gap)
        buttons.addWidget(self._copy, 1)
        buttons.addWidget(export, 1)
        best = QWidget()
        layout = QVBoxLayout(best)
        layout.setContentsMargins(0, 0, 0, METRICS.tiny_gap)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._headline)
        layout.addWidget(self._parameters)
        layout.addSpacing(METRICS.tiny_gap)
        layout.addLayout(buttons)
        return best

    def set_command(self, *, is_command: bool) -> None:
        """Says whether the trial can be copied as a command."""
        self._copy.set_command_possible(is_possible=is_command)

    def show_best(self, store: TrialStore, note: str) -> None:
        """Shows the best trial of a store; `note` says more of the metric."""
        row = store.best_row
        self._best.setVisible(row is not None)
        self._empty.setVisible(row is None)
        self._marks.show_best(None if row is None else int(store.numbers[row]))
        if row is None:
            self._empty.set_sentence(self._sentence(store))
            return
        self._headline.set_value(format_metric(float(store.metric[row])), best_caption(store, note))
        self._parameters.set_rows(parameter_rows(store, row))

    def show_caption(self, store: TrialStore, note: str) -> None:
        """Says anew how long ago the best was."""
        if store.best_row is not None:
            self._headline.set_value(self._headline.number(), best_caption(store, note))

    def show_failures(self, groups: Sequence[FailureGroup]) -> None:
        """Shows what failed."""
        self._failures.set_groups(groups)

    def show_saved(self, sentence: str) -> None:
        """Says what early stopping saved; nothing takes it away."""
        self._saved.setText(sentence)
        self._saved.setVisible(bool(sentence))

    def _sentence(self, store: TrialStore) -> str:
        if not len(store):
            return self.tr("The best trial stands here as soon as one is complete.")
        if store.finished < len(store):
            return self.tr("No trial is complete yet.")
        return self.tr("No trial was completed.")
