"""Trials that were stopped have not been tried: a later part of the sweep runs them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sweep.sweeps import GRID, SideBySide, Sweep, xs
from tuner_gui import Budget, FinishReason, GridKind, Objective, QmcKind, RandomKind, TrialState
from tuner_gui.sweep.course import set_behind
from tuner_gui.sweep.earlier import EarlierTrials

KINDS = [GridKind(), GridKind(seed=2, shuffle=True), RandomKind(seed=1), QmcKind(seed=1)]


def gone_on(kind: Any, first: Sweep) -> Sweep:
    """The second part of a sweep, behind the first."""
    earlier = EarlierTrials.of(first.records, Objective())
    later = Sweep(
        None,
        kind=kind,
        space=GRID,
        executor=SideBySide(),
        earlier=earlier,
        budget=Budget(trials=100),
        prepare=lambda strategy: set_behind(strategy, kind, earlier.records, earlier.asked_for),
    )
    return later.run()


@pytest.mark.parametrize("kind", KINDS, ids=repr)
def test_that_what_an_abort_stopped_runs_when_the_sweep_goes_on(kind: Any) -> None:
    first = Sweep(
        None,
        kind=kind,
        space=GRID,
        executor=SideBySide(),
        budget=Budget(trials=100),
        act=lambda record: first.control.abort() if record.number == 1 else None,
    )
    first.run()
    stopped = [each for each in first.records if each.state is TrialState.STOPPED]
    assert stopped
    later = gone_on(kind, first)
    assert later.states == {TrialState.COMPLETE: 6 - 2}
    complete = [*first.records, *later.records]
    assert sorted(
        record.params["x"] for record in complete if record.state is TrialState.COMPLETE
    ) == [1, 2, 3, 4, 5, 6]
    assert later.finished.message == "Every combination has been tried."


def test_that_a_sweep_that_leaves_stopped_trials_behind_says_so() -> None:
    first = Sweep(None, kind=GridKind(), space=GRID, executor=SideBySide(stops=[2, 3])).run()
    assert first.finished.reason is FinishReason.EXHAUSTED
    assert first.finished.message == (
        "No combination is left to start; 2 that were stopped are tried when the sweep goes on."
    )
    later = gone_on(GridKind(), first)
    assert xs(later.records) == [3, 4]


def test_that_a_stopped_trial_is_not_asked_for_again_in_the_same_run() -> None:
    sweep = Sweep(
        None,
        kind=RandomKind(seed=1),
        space=GRID,
        budget=Budget(trials=100),
        executor=SideBySide(stops=[0]),
        act=lambda record: (
            sweep.control.switch_strategy(GridKind()) if record.number == 2 else None
        ),
    )
    sweep.run()
    assert sorted(xs(sweep.records)) == [1, 2, 3, 4, 5, 6]


def test_that_a_stopped_trial_that_was_run_again_has_been_tried() -> None:
    sweep = Sweep(
        None,
        kind=GridKind(),
        space=GRID,
        executor=SideBySide(stops=[0]),
        act=lambda record: sweep.control.run_again(0) if record.number == 2 else None,
    )
    sweep.run()
    assert sweep.finished.message == "Every combination has been tried."
