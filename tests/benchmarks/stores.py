"""Stores with many trials."""

from __future__ import annotations

import math

from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore

CRITERIA = ("gini", "entropy", "log_loss")


def complete(number: int) -> TrialRecord:
    """A trial whose values look like noise below a ceiling."""
    noise = number * 0.618033988749895 % 1.0
    metric = 0.95 - 0.1 * noise * noise - 0.05 * math.exp(-number / 1000)
    return TrialRecord(
        number,
        {
            "n_estimators": 50 + number * 7 % 450,
            "max_features": number * 0.137 % 1.0,
            "criterion": CRITERIA[number % 3],
        },
        TrialState.COMPLETE,
        metric,
        {"accuracy": metric, "loss": 1 - metric, "f1": metric * 0.99},
        duration_ms=1000 * noise,
        worker=f"worker {number % 4}",
    )


def big_store(trials: int) -> TrialStore:
    return TrialStore.of(Objective("accuracy"), map(complete, range(trials)))
