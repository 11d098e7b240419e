"""What a trial reported of a metric, and what that says in words. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from tuner_gui.insight.curves import metric_to_draw
from tuner_gui.ui.formats import format_metric

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialState
    from tuner_gui.core.trial_store import TrialStore

translate = QCoreApplication.translate


@dataclass(frozen=True, eq=False, slots=True)
class TrialCurve:
    """A line.

    Args:
        metric: what was reported.
        steps: where, shape (reports,), at least one.
        values: what, likewise; finite.
        state: of the trial.
        is_best: whether it is the best so far.
    """

    metric: str
    steps: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    state: TrialState
    is_best: bool

    def value_by(self, step: int) -> float | None:
        """Returns the last value that was reported up to a step."""
        known = np.flatnonzero(self.steps <= step)
        return float(self.values[known[-1]]) if len(known) else None


def trial_curve(store: TrialStore, row: int | None, metric: str = "") -> TrialCurve | None:
    """Returns what a row reported of a metric, which is the objective's unless it says so.

    A trial that reported other metrics only gives the first of those. None without any.
    """
    if row is None:
        return None
    name = metric or metric_to_draw(store)
    steps, values = store.reported(row, name)
    last = store.last_report(row)
    if not len(steps) and not metric and last is not None:
        name = next(iter(last.metrics), name)
        steps, values = store.reported(row, name)
    if not len(steps):
        return None
    return TrialCurve(name, steps, values, store.state(row), row == store.best_row)


def curve_words(curve: TrialCurve, best: TrialCurve | None) -> str:
    """Returns `accuracy 0.8812 at step 24 · the best had 0.9011 there`."""
    step, value = int(curve.steps[-1]), float(curve.values[-1])
    text = translate("TrialCurve", "{metric} {value} at step {step}")
    words = text.format(metric=curve.metric, value=format_metric(value), step=f"{step:,}")
    there = None if best is None else best.value_by(step)
    if there is None:
        return words
    compared = translate("TrialCurve", "{words} · the best had {value} there")
    return compared.format(words=words, value=format_metric(there))
