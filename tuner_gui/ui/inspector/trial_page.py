"""One trial: state, metric, error, parameters against the best's, curve, output. GUI thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.chrome.buttons import IconButton, LinkButton
from tuner_gui.ui.chrome.labels import FieldLabel, TextLabel
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.formats import format_duration, format_metric
from tuner_gui.ui.inspector.copy_button import CopyButton
from tuner_gui.ui.inspector.curve_section import CurveSection
from tuner_gui.ui.inspector.error_card import ErrorCard
from tuner_gui.ui.inspector.marks_section import MarksSection
from tuner_gui.ui.inspector.output_search import OutputSearch
from tuner_gui.ui.inspector.output_view import OutputView
from tuner_gui.ui.inspector.state_line import StateLine
from tuner_gui.ui.inspector.steering_buttons import SteeringButtons
from tuner_gui.ui.inspector.trial_facts import (
    fact_rows,
    metric_caption,
    metric_rows,
    parameter_rows,
)
from tuner_gui.ui.inspector.value_list import ValueHeading, ValueList
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.trials.trial_words import elapsed_ms

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme


class TrialPage(ScrollPage):
    """All that is known of a trial.

    Signals:
        copy_requested(str): the format to copy the parameters in.
        folder_requested(): show where the files of the trial are.
        steering_requested(str): `kill`, `skip`, `again` or `changed`.
    """

    copy_requested = Signal(str)
    folder_requested = Signal()
    steering_requested = Signal(str)

    def __init__(self, live: LiveStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("trial_page", parent)
        self._state = StateLine(theme.icons)
        self._metric = TextLabel("", "heading")
        self._caption = TextLabel("", "second")
        self._metric.setObjectName("trial_metric")
        self._caption.setObjectName("trial_metric_caption")
        self._caption.setWordWrap(True)
        self.marks = MarksSection(live, theme)
        self._error = ErrorCard()
        self._parameters = ValueList(theme, "trial_parameters", self.tr("Parameters"))
        self._copy = CopyButton("copy_trial")
        self.steering = SteeringButtons(self._copy)
        self._metrics = ValueList(theme, "trial_metrics", self.tr("Metrics"))
        self._facts = ValueList(theme, "trial_facts", self.tr("Run"))
        self._curve = CurveSection(theme)
        self.output = OutputView()
        self._output_label = FieldLabel(self.tr("Output"), self.output)
        self._search = OutputSearch(theme, self.output)
        self._find = IconButton(
            theme.icons, "search", self.tr("Search the output (Ctrl+F)"), "output_find"
        )
        self._folder = LinkButton(self.tr("Open its folder"), "trial_folder")
        self._folder.setToolTip(self.tr("Show the files of this trial"))
        self._no_output = TextLabel(self.tr("Nothing was printed."), "hint")
        self._no_output.setObjectName("no_output")
        self.output.hide()
        self._no_output.hide()
        self._find.hide()
        self._copy.chosen.connect(self.copy_requested)
        self.steering.requested.connect(self.steering_requested)
        self._folder.clicked.connect(self.folder_requested)
        self._find.clicked.connect(self._search.open)
        self.output.search_requested.connect(self._search.open)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._state)
        head.addSpacing(6)
        head.addWidget(self._metric)
        head.addWidget(self._caption)
        self.content.addLayout(head)
        for part in (
            self.marks,
            self._error,
            self._parameters,
            self.steering,
            self._metrics,
            self._facts,
            self._curve,
        ):
            self.content.addWidget(part)
        output = QVBoxLayout()
        output.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(METRICS.gap)
        top.addWidget(self._output_label, 1)
        top.addWidget(self._folder)
        top.addWidget(self._find)
        output.addLayout(top)
        output.addWidget(self._search)
        output.addWidget(self._no_output)
        output.addWidget(self.output, 1)
        output.addStretch(0)
        self.content.addLayout(output, 1)

    def set_command(self, *, is_command: bool) -> None:
        """Says whether the trial can be copied as a command."""
        self._copy.set_command_possible(is_possible=is_command)

    def show_trial(self, store: TrialStore, row: int) -> None:
        """Shows a trial as it stands now, but for its output."""
        state, best_row = store.state(row), store.best_row
        self.steering.set_running(is_running=state is TrialState.RUNNING)
        best_row = None if best_row == row else best_row
        metric = float(store.metric[row])
        self.marks.show_trial(store, row)
        self.show_time(store, row)
        self._metric.setText(format_metric(metric))
        self._metric.setVisible(metric == metric)  # noqa: PLR0124 - NaN
        caption = metric_caption(store, row)
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        self._error.set_error(store.error(row), is_failure=state is TrialState.FAILED)
        self._show_values(store, row, best_row)
        self._curve.show_trial(store, row)

    def _show_values(self, store: TrialStore, row: int, best_row: int | None) -> None:
        parameters = parameter_rows(store, row, best_row)
        is_other = any(each.other for each in parameters)
        best = self.tr("best") if is_other else ""
        this = self.tr("this") if is_other else ""
        self._parameters.set_rows(parameters, ValueHeading(self.tr("Parameters"), this, best))
        metrics = metric_rows(store, row, best_row)
        best = self.tr("best") if any(each.other for each in metrics) else ""
        self._metrics.set_rows(metrics, ValueHeading(self.tr("Metrics"), "", best))
        self._metrics.setVisible(bool(metrics))
        facts = fact_rows(store, row)
        self._facts.set_rows(facts, ValueHeading(self.tr("Run")))
        self._facts.setVisible(bool(facts))

    def show_time(self, store: TrialStore, row: int) -> None:
        """Shows the state and how long the trial took, or takes so far."""
        duration = format_duration(elapsed_ms(store, row, time.time()))
        self._state.set_state(store.state(row), duration)

    def show_output(self, raw: str, *, is_cut: bool, is_running: bool) -> None:
        """Shows what the trial printed so far."""
        self.output.set_output(raw, is_cut=is_cut)
        self.output.setVisible(bool(raw))
        self._find.setVisible(bool(raw))
        if not raw:
            self._search.hide()
        self._no_output.setVisible(not raw)
        self._no_output.setText(
            self.tr("Nothing printed yet.") if is_running else self.tr("Nothing was printed.")
        )
