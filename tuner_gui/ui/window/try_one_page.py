"""A single trial on one page: metric or error first, then what it printed. GUI thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.chrome.labels import FieldLabel, Headline, TextLabel
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.formats import format_duration, format_metric
from tuner_gui.ui.inspector.error_card import ErrorCard
from tuner_gui.ui.inspector.output_view import OutputView
from tuner_gui.ui.inspector.state_line import StateLine
from tuner_gui.ui.inspector.trial_facts import parameter_rows
from tuner_gui.ui.inspector.value_list import ValueHeading, ValueList
from tuner_gui.ui.trials.trial_words import elapsed_ms

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme


class TryOnePage(ScrollPage):
    """Shows the only trial of a store."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("try_one_page", parent)
        self._state = StateLine(theme.icons)
        self._metric = Headline()
        self._error = ErrorCard()
        self._output = OutputView()
        self._no_output = TextLabel("", "hint")
        self._no_output.setObjectName("try_one_no_output")
        self._parameters = ValueList(theme, "try_one_parameters", self.tr("Parameters"))
        self._lay_out()

    def show_trial(self, store: TrialStore) -> None:
        """Shows the trial as it stands now, but for its output."""
        state, metric = store.state(0), float(store.metric[0])
        time_text = format_duration(elapsed_ms(store, 0, time.time()))
        self._state.set_state(state, time_text)
        has_metric = metric == metric  # noqa: PLR0124 - NaN
        self._metric.setVisible(has_metric)
        self._metric.set_value(format_metric(metric), store.objective.metric)
        self._error.set_error(store.error(0), is_failure=state is TrialState.FAILED)
        rows = parameter_rows(store, 0, None)
        self._parameters.set_rows(rows, ValueHeading(self.tr("The middle of the space")))

    def show_output(self, raw: str, *, is_cut: bool, is_running: bool) -> None:
        """Shows what the trial has printed so far."""
        self._output.set_output(raw, is_cut=is_cut)
        self._output.setVisible(bool(raw))
        self._no_output.setVisible(not raw)
        self._no_output.setText(
            self.tr("Nothing printed yet.") if is_running else self.tr("Nothing was printed.")
        )

    def clear(self) -> None:
        """Forgets the trial before."""
        self._output.clear_output()

    def _lay_out(self) -> None:
        output = QVBoxLayout()
        output.setSpacing(6)
        output.addWidget(FieldLabel(self.tr("Output"), self._output))
        output.addWidget(self._no_output)
        output.addWidget(self._output)
        for part in (self._state, self._metric, self._error):
            self.content.addWidget(part)
        self.content.addLayout(output)
        self.content.addWidget(self._parameters)
        self.content.addStretch(1)
