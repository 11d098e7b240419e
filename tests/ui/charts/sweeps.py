"""Sweeps made up for tests of the charts: records, and the events that tell of them."""

from __future__ import annotations

from hypothesis import strategies as st

from tuner_gui.core.events import (
    ExperimentEvent,
    FinishReason,
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore

_EVENT_OF = {
    TrialState.RUNNING: TrialStarted,
    TrialState.COMPLETE: TrialCompleted,
    TrialState.PRUNED: TrialPruned,
    TrialState.FAILED: TrialFailed,
    TrialState.STOPPED: TrialFailed,
}


def trial(
    number: int,
    metric: float | None = None,
    state: TrialState = TrialState.COMPLETE,
    **params: object,
) -> TrialRecord:
    is_failed = state is TrialState.FAILED
    return TrialRecord(
        number,
        params,
        state,
        metric,
        error=TrialError("ValueError", "depth must be positive") if is_failed else None,
    )


def running(number: int, **params: object) -> TrialRecord:
    return trial(number, None, TrialState.RUNNING, **params)


def failed(number: int, **params: object) -> TrialRecord:
    return trial(number, None, TrialState.FAILED, **params)


def pruned(number: int, metric: float) -> TrialRecord:
    return TrialRecord(number, {}, TrialState.PRUNED, None, {"accuracy": metric})


def events(records: list[TrialRecord]) -> list[ExperimentEvent]:
    return [_EVENT_OF[record.state](record) for record in records]


def finished() -> TuningFinished:
    return TuningFinished(None, FinishReason.BUDGET)


def store(records: list[TrialRecord], direction: Direction = Direction.MAXIMIZE) -> TrialStore:
    return TrialStore.of(Objective("accuracy", direction), records)


@st.composite
def ended_trials(draw: st.DrawFn, most: int = 30) -> list[TrialRecord]:
    """Trials 0, 1, 2, … in their last state."""
    states = draw(st.lists(st.sampled_from(TrialState), max_size=most))
    values = st.one_of(st.integers(-5, 5).map(float), st.floats(-100, 100))
    found = []
    for number, state in enumerate(states):
        has_value = state is TrialState.COMPLETE or (
            state is TrialState.PRUNED and draw(st.booleans())
        )
        found.append(trial(number, draw(values) if has_value else None, state))
    return found
