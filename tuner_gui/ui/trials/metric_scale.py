"""Where a metric lies between the worst and the best trial, for the bars. No Qt; GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

_SAMPLE = 2_048
_WORST_SHARE = 0.05


class MetricScale:
    """Maps metrics to 0 (as bad as the worst twentieth) … 1 (the best so far).

    The worst are left out, so that one trial that went wild does not flatten all others; it is
    estimated from a sample of evenly spaced trials.
    """

    def __init__(self) -> None:
        self._worst = self._best = np.nan

    def update(self, store: TrialStore) -> None:
        """Reads the range anew."""
        step = max(1, len(store) // _SAMPLE)
        values = store.metric[::step]
        values = values[np.isfinite(values)]
        self._worst = self._best = np.nan
        if not len(values):
            return
        is_maximized = store.objective.is_maximized
        share = _WORST_SHARE if is_maximized else 1 - _WORST_SHARE
        self._worst = float(np.quantile(values, share))
        best_row = store.best_row
        if best_row is not None:
            self._best = float(store.metric[best_row])
        else:
            self._best = float(values.max() if is_maximized else values.min())

    def fraction(self, value: float) -> float:
        """Returns the length of a value's bar, 0 to 1; NaN without a value."""
        span = self._best - self._worst
        if np.isnan(value) or np.isnan(span):
            return np.nan
        if span == 0:
            return float(value == self._best)
        return min(max((value - self._worst) / span, 0.0), 1.0)
