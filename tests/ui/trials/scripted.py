"""Trials made up for tests of the table: events and stores without a sweep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tuner_gui.core.events import TrialCompleted, TrialFailed, TrialPruned, TrialStarted
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def record(number, state=TrialState.COMPLETE, metric=None, *, worker="", **params):
    """A trial: complete ones get a metric, failed ones an error."""
    is_finished = state is not TrialState.RUNNING
    if state is TrialState.COMPLETE and metric is None:
        metric = 0.5
    return TrialRecord(
        number=number,
        params=params,
        state=state,
        metric=metric,
        metrics={} if metric is None else {"accuracy": metric, "accuracy_std": metric / 10},
        duration_ms=100.0 * (number + 1) if is_finished else None,
        started_at=MORNING + timedelta(seconds=number),
        error=TrialError("ValueError", "max_features is 0") if state is TrialState.FAILED else None,
        worker=worker,
    )


def event_of(each):
    """The event that tells of a record."""
    match each.state:
        case TrialState.RUNNING:
            return TrialStarted(each)
        case TrialState.COMPLETE:
            return TrialCompleted(each)
        case TrialState.PRUNED:
            return TrialPruned(each)
        case _:
            return TrialFailed(each)


def store_of(records):
    return TrialStore.of(Objective("accuracy"), records)


PARAM_VALUES = {
    "depth": st.integers(-5, 5),
    "rate": st.floats(-2, 2).map(lambda value: round(value, 2)),
    "criterion": st.sampled_from(["gini", "entropy", "log_loss"]),
    "bootstrap": st.booleans(),
    "mixed": st.sampled_from([None, 1, 2.5, "auto", True, (1, 2)]),
    "svm.C": st.floats(0, 3).map(lambda value: round(value, 1)),
}


@st.composite
def records(draw, min_size=0, max_size=25):
    """Records with numbers 0, 1, …; each parameter is missing now and then."""
    found = []
    for number in range(draw(st.integers(min_size, max_size))):
        state = draw(st.sampled_from(TrialState))
        has_metric = state is TrialState.COMPLETE or draw(st.booleans())
        metric = draw(st.sampled_from([0.1, 0.25, 0.5, 0.9, -1.0])) if has_metric else None
        params = {
            name: draw(values) for name, values in PARAM_VALUES.items() if draw(st.integers(0, 4))
        }
        worker = draw(st.sampled_from(["", "worker 1", "worker 2"]))
        found.append(record(number, state, metric, worker=worker, **params))
    return found
