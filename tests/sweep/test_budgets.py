"""Each limit ends a sweep by itself; the reason says which came first."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.sweep.sweeps import GRID, Sweep
from tests.sweep.targets import AlwaysFails, Difference, FailsOn
from tuner_gui import (
    Budget,
    Direction,
    FinishReason,
    GridKind,
    Objective,
    RandomKind,
    TrialOrigin,
    TrialRecord,
    TrialState,
    TrialStore,
    TuningError,
    TuningFinished,
)
from tuner_gui.core.trial import SKIPPED, TrialError
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.running import require_budget


def ending(**fields: object) -> tuple[TuningFinished, int]:
    sweep = Sweep(Difference, **({"kind": GridKind(), "space": GRID} | fields)).run()
    return sweep.finished, len(sweep.records)


def test_that_a_search_that_finds_nothing_more_says_how_far_it_looked() -> None:
    space = GRID.add_int("z", 1, 10**6).add_int("w", 1, 10**6).add_constraint("w*z <= 1")
    finished, count = ending(space=space)
    assert (finished.reason, count) == (FinishReason.EXHAUSTED, 1)
    assert finished.message.startswith("None of the next 200,000 of the grid's 6,000,000,")


def test_that_a_number_of_trials_ends_it() -> None:
    finished, count = ending(budget=Budget(trials=4))
    assert (finished.reason, finished.message, count) == (
        FinishReason.BUDGET,
        "All 4 trials are done.",
        4,
    )


def test_that_a_reached_target_ends_it() -> None:
    finished, count = ending(budget=Budget(trials=5, target_value=3))
    assert finished.reason is FinishReason.TARGET_REACHED
    assert finished.message == "The target value 3 is reached."
    assert count == 3  # x - y is 1, 2, 3


def test_that_a_target_is_reached_from_above_where_less_is_better() -> None:
    objective = Objective("score", Direction.MINIMIZE)
    finished, count = ending(budget=Budget(target_value=1), objective=objective)
    assert (finished.reason, count) == (FinishReason.TARGET_REACHED, 1)


def test_that_no_improvement_in_so_many_trials_ends_it() -> None:
    objective = Objective("score", Direction.MINIMIZE)
    finished, count = ending(budget=Budget(no_improvement_trials=3), objective=objective)
    assert finished.reason is FinishReason.NO_IMPROVEMENT
    assert finished.message == "The last 3 trials were no better than the best before."
    assert count == 4  # the first is the best


def test_that_each_better_trial_starts_the_patience_anew() -> None:
    finished, count = ending(budget=Budget(no_improvement_trials=3))
    assert (finished.reason, count) == (FinishReason.EXHAUSTED, 6)
    assert finished.message == "Every combination has been tried."


def test_that_failures_are_no_improvement_either() -> None:
    budget = Budget(no_improvement_trials=7, first_failures=0)
    sweep = Sweep(AlwaysFails, budget=budget).run()
    assert (sweep.finished.reason, len(sweep.records)) == (FinishReason.NO_IMPROVEMENT, 7)
    assert sweep.finished.message == "None of the last 7 trials has a result."


def test_that_repeated_parameters_are_said_at_the_end() -> None:
    finished, _ = ending(kind=RandomKind(seed=1, repeats=True), budget=Budget(trials=9))
    assert finished.message.startswith("All 9 trials are done. ")
    assert finished.message.endswith(" trials had parameters that were tried before.")


def test_that_repeats_before_a_switch_of_the_strategy_count() -> None:
    sweep = Sweep(
        Difference,
        kind=RandomKind(seed=1, repeats=True),
        space=GRID.add_constraint("x < 2"),
        budget=Budget(trials=3),
        act=lambda record: (
            sweep.control.switch_strategy(RandomKind(seed=2, repeats=True))
            if record.number == 1
            else None
        ),
    )
    sweep.run()
    assert sweep.finished.message == (
        "All 3 trials are done. 2 trials had parameters that were tried before."
    )


def test_that_the_time_of_all_trials_together_ends_it() -> None:
    earlier = EarlierTrials(count=2, next_number=2, trial_time_s=59.9999999)
    finished, count = ending(budget=Budget(total_trial_time_s=60), earlier=earlier)
    assert finished.reason is FinishReason.TRIAL_TIME
    assert finished.message == "The trials took 60 s together."
    assert count == 1


def test_that_the_first_limit_reached_is_the_one_that_is_said() -> None:
    finished, _ = ending(budget=Budget(trials=3, target_value=2, no_improvement_trials=3))
    assert finished.reason is FinishReason.TARGET_REACHED


RECORDS = [
    TrialRecord(0, {"x": 9, "y": 0}, TrialState.COMPLETE, 9.0, duration_ms=1500),
    TrialRecord(1, {"x": 1, "y": 0}, TrialState.COMPLETE, 1.0, duration_ms=500),
    TrialRecord(
        2, {"x": 2, "y": 0}, TrialState.STOPPED, error=TrialError(SKIPPED, "skipped on request")
    ),
    TrialRecord(3, {"x": 3, "y": 0}, TrialState.FAILED, error=TrialError("died", "it died")),
    TrialRecord(
        4, {"x": 3, "y": 0}, TrialState.PRUNED, origin=TrialOrigin.RETRY, source=3, duration_ms=250
    ),
]


@pytest.mark.parametrize("of_store", [False, True])
def test_that_an_earlier_part_counts_in_every_limit(of_store: bool) -> None:
    objective = Objective()
    earlier = (
        EarlierTrials.of_store(TrialStore.of(objective, RECORDS))
        if of_store
        else EarlierTrials.of(RECORDS, objective)
    )
    assert (earlier.count, earlier.next_number, earlier.asked_for) == (3, 5, 4)
    assert (earlier.trial_time_s, earlier.since_best) == (2.25, 2)
    assert [record.number for record in earlier.records] == [0, 1, 2, 3, 4]
    assert [record.number for record in earlier.records] == [0, 1, 2, 3, 4]  # read twice
    sweep = Sweep(Difference, budget=Budget(no_improvement_trials=2), earlier=earlier).run()
    assert sweep.records == []
    assert sweep.finished.best == RECORDS[0]


def test_that_a_target_value_alone_is_no_end() -> None:
    with pytest.raises(TuningError, match="has no budget"):
        require_budget(RandomKind(), Budget(target_value=1))
    require_budget(RandomKind(), Budget(no_improvement_trials=5))
    require_budget(RandomKind(), Budget(total_trial_time_s=5))


def test_that_a_stopped_trial_does_not_interrupt_failures_in_a_row() -> None:
    stopped: list[int] = []

    class Stopped(FailsOn):
        def train(self, dataset: object, report: Any) -> None:
            if not stopped:
                stopped.append(self.params["x"])
                sweep.control.cancel_trial(0)
                report(0, loss=1.0)
            raise RuntimeError("no")

    sweep = Sweep(Stopped, budget=Budget(trials=30, first_failures=4))
    sweep.run()
    assert sweep.states == {TrialState.STOPPED: 1, TrialState.FAILED: 4}
    assert sweep.finished.reason is FinishReason.FAILURES


def test_that_a_budget_refuses_what_is_no_limit() -> None:
    for fields in ({"target_value": float("nan")}, {"retries": -1}, {"no_improvement_trials": 0}):
        with pytest.raises(ValidationError):
            Budget(**fields)
