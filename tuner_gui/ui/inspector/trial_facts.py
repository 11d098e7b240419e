"""What the inspector says of a trial, as rows and sentences. GUI thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tuner_gui.ui.formats import format_metric, format_value
from tuner_gui.ui.inspector.value_list import ValueRow
from tuner_gui.ui.trials.trial_words import started_text

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

translate = QCoreApplication.translate


def parameter_rows(store: TrialStore, row: int, best_row: int | None = None) -> list[ValueRow]:
    """Returns the active parameters of a trial; beside those that differ, the best's."""
    best = {} if best_row is None else store.params_of(best_row)
    return [
        ValueRow(
            name,
            format_value(value),
            str(value),
            format_value(best[name]) if name in best and best[name] != value else "",
        )
        for name, value in store.params_of(row).items()
    ]


def metric_rows(store: TrialStore, row: int, best_row: int | None = None) -> list[ValueRow]:
    """Returns all metrics of a trial, those of the best beside them.

    While there are none, the latest reported ones.
    """
    best = {} if best_row is None else store.metrics_of(best_row)
    metrics = store.metrics_of(row)
    if not metrics and (report := store.last_report(row)) is not None:
        metrics = dict(report.metrics)
    return [
        ValueRow(
            name,
            format_metric(value),
            repr(value),
            format_metric(best[name]) if name in best else "",
        )
        for name, value in metrics.items()
    ]


def fact_rows(store: TrialStore, row: int) -> list[ValueRow]:
    """Returns when, where and with which seed a trial ran, as far as known."""
    record = store.record(row)
    rows = []
    if record.started_at is not None:
        text = started_text(record.started_at.timestamp())
        rows.append(ValueRow(translate("TrialFacts", "started"), text[:19], text))
    if record.worker:
        rows.append(ValueRow(translate("TrialFacts", "worker"), record.worker, record.worker))
    if record.seed is not None:
        rows.append(ValueRow(translate("TrialFacts", "seed"), str(record.seed), str(record.seed)))
    if record.space_revision > 1:
        revision = str(record.space_revision)
        rows.append(ValueRow(translate("TrialFacts", "space revision"), revision, revision))
    return rows


def best_caption(store: TrialStore, note: str) -> str:
    """Returns `accuracy, 5-fold mean · 94 trials ago`."""
    metric = f"{store.objective.metric}, {note}" if note else store.objective.metric
    later = store.finished - 1 - (store.best_row or 0)
    if later <= 0:
        ago = translate("TrialFacts", "the latest trial")
    elif later == 1:
        ago = translate("TrialFacts", "1 trial ago")
    else:
        ago = translate("TrialFacts", "{count} trials ago").format(count=f"{later:,}")
    return f"{metric} · {ago}"


def metric_caption(store: TrialStore, row: int) -> str:
    """Returns `accuracy · 0.0156 below the best`; of a running trial, how far it has come."""
    metric, best_row = store.objective.metric, store.best_row
    value = float(store.metric[row])
    if math.isnan(value):
        report = store.last_report(row)
        if report is None:
            return ""
        return translate("TrialFacts", "step {step}").format(step=f"{report.step:,}")
    if best_row is None:
        return metric
    return f"{metric} · {_against_the_best(value - float(store.metric[best_row]), row == best_row)}"


def _against_the_best(difference: float, is_best: bool) -> str:
    if is_best:
        return translate("TrialFacts", "the best so far")
    if difference == 0:
        return translate("TrialFacts", "as good as the best")
    text = format_metric(abs(difference))
    if difference < 0:
        return translate("TrialFacts", "{difference} below the best").format(difference=text)
    return translate("TrialFacts", "{difference} above the best").format(difference=text)
