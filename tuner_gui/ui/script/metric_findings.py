"""What the rules found in an output, and what else it seems to hold. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ElidedLabel, LinkButton, TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from tuner_gui.targets.command.metric_tester import Suggestion
    from tuner_gui.ui.script.metric_draft import FoundMetric, MetricFindings

_MOST_METRICS = 8
_MOST_SUGGESTIONS = 5


class MetricFindingsView(QWidget):
    """Names with their last values; below them patterns to take.

    Signals:
        suggestion_chosen(MetricPattern): read this too.
    """

    suggestion_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("metric_summary")
        self._summary.setWordWrap(True)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(METRICS.margin)
        self._rows.setVerticalSpacing(METRICS.tiny_gap)
        self._rows.setColumnStretch(0, 1)
        self._title = TextLabel(self.tr("It could also be read"), "field")
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(METRICS.tiny_gap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._summary)
        layout.addLayout(self._rows)
        layout.addWidget(self._title)
        layout.addLayout(self._suggestions)

    def show_findings(self, findings: MetricFindings, objective: str, *, has_output: bool) -> None:
        """Shows what was found, the objective first."""
        self._summary.setText(self._summary_text(findings, objective, has_output=has_output))
        _empty(self._rows)
        for place, metric in enumerate(findings.metrics[:_MOST_METRICS]):
            self._add_metric(place, metric)
        _empty(self._suggestions)
        for place, suggestion in enumerate(findings.suggestions[:_MOST_SUGGESTIONS]):
            self._suggestions.addWidget(self._link(place, suggestion))
        self._title.setVisible(bool(findings.suggestions))

    def _summary_text(self, findings: MetricFindings, objective: str, *, has_output: bool) -> str:
        if not has_output:
            return self.tr("Try one trial, or paste what a run prints.")
        if any(each.is_objective for each in findings.metrics):
            return self.tr("{metric} is found.").format(metric=objective)
        if findings.metrics:
            text = self.tr("{metric}, the objective, is not among what is found.")
            return text.format(metric=objective)
        return self.tr("No metric is found in this output.")

    def _add_metric(self, place: int, metric: FoundMetric) -> None:
        name = ElidedLabel(metric.name, "title" if metric.is_objective else None)
        name.setObjectName(f"metric_found_{metric.name}")
        times = self.tr("{count} ×").format(count=f"{metric.count:,}")
        for column, label in enumerate(
            (name, TextLabel(metric.last, "mono"), TextLabel(times, "hint"))
        ):
            label.setToolTip(plain_tip(self.tr("read by {rule}").format(rule=metric.rule)))
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._rows.addWidget(label, place, column)

    def _link(self, place: int, suggestion: Suggestion) -> LinkButton:
        text = self.tr("+ {pattern}   last {value}, {count} ×").format(
            pattern=suggestion.pattern.text,
            value=format_metric(suggestion.last),
            count=f"{suggestion.count:,}",
        )
        link = LinkButton(text, f"metric_suggestion_{place}")
        link.setAutoDefault(False)
        link.clicked.connect(partial(self._on_clicked, suggestion))
        return link

    def _on_clicked(self, suggestion: Suggestion, _is_checked: bool = False) -> None:
        self.suggestion_chosen.emit(suggestion.pattern)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
