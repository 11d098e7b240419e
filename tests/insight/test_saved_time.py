"""How much early stopping saved, from the curves of complete trials."""

from __future__ import annotations

from dataclasses import replace

from tuner_gui import Objective, TrialRecord, TrialReported, TrialStarted, TrialState, TrialStore
from tuner_gui.insight.saved_time import saved_by_pruning


def trial(number: int, state: TrialState, last: int, seconds: float | None = 1.0) -> TrialRecord:
    return TrialRecord(
        number,
        {"x": 1},
        state,
        1.0 if state is TrialState.COMPLETE else None,
        duration_ms=None if seconds is None else seconds * 1000,
        curve=tuple((step, 0.5) for step in range(1, last + 1)),
    )


def test_that_missing_steps_are_counted_at_each_trials_own_pace() -> None:
    records = [
        trial(0, TrialState.COMPLETE, 10),
        trial(1, TrialState.COMPLETE, 10),
        trial(2, TrialState.PRUNED, 2, seconds=1),
        trial(3, TrialState.PRUNED, 5, seconds=1),
        trial(4, TrialState.FAILED, 3),
    ]
    saved = saved_by_pruning(TrialStore.of(Objective(), records))
    assert saved is not None
    assert (saved.trials, saved.steps_saved, saved.steps_run) == (2, 13, 27)
    assert saved.seconds_saved == 8 / 2 + 5 / 5
    assert saved.part == 13 / 40


def test_that_steps_may_come_in_any_order() -> None:
    whole, short = trial(0, TrialState.COMPLETE, 10), trial(1, TrialState.PRUNED, 0)
    backwards = [replace(whole, curve=whole.curve[::-1])]
    backwards.append(replace(short, curve=((3, 0.5), (2, 0.5), (1, 0.5), (0, 0.5))))
    saved = saved_by_pruning(TrialStore.of(Objective(), backwards))
    assert saved is not None
    assert (saved.steps_saved, saved.steps_run) == (7, 11 + 4)
    store = TrialStore.of(Objective(), [whole])
    store.apply([TrialStarted(TrialRecord(1, {"x": 1}, TrialState.RUNNING))])
    store.apply([TrialReported(1, step, {"score": 0.1}) for step in (4, 0, 2)])
    store.put(TrialRecord(1, {"x": 1}, TrialState.PRUNED, duration_ms=500))
    saved = saved_by_pruning(store)
    assert saved is not None
    assert saved.steps_saved == 6


def test_that_reports_serve_where_no_curve_is_kept() -> None:
    store = TrialStore.of(Objective(), [trial(0, TrialState.COMPLETE, 4)])
    running = TrialRecord(1, {"x": 1}, TrialState.RUNNING)
    store.apply([TrialStarted(running), TrialReported(1, 1, {"score": 0.1})])
    store.put(TrialRecord(1, {"x": 1}, TrialState.PRUNED, duration_ms=500))
    saved = saved_by_pruning(store)
    assert saved is not None
    assert (saved.steps_saved, saved.seconds_saved) == (3, 1.5)


def test_that_nothing_is_said_without_a_measure() -> None:
    assert saved_by_pruning(TrialStore(Objective())) is None
    alone = [trial(0, TrialState.PRUNED, 3)]
    assert saved_by_pruning(TrialStore.of(Objective(), alone)) is None
    whole = [trial(0, TrialState.COMPLETE, 3)]
    assert saved_by_pruning(TrialStore.of(Objective(), whole)) is None


def test_that_a_pruned_trial_that_ran_long_saves_nothing() -> None:
    records = [trial(0, TrialState.COMPLETE, 3), trial(1, TrialState.PRUNED, 9, seconds=None)]
    saved = saved_by_pruning(TrialStore.of(Objective(), records))
    assert saved is not None
    assert (saved.steps_saved, saved.seconds_saved) == (0, 0.0)
