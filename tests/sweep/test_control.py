"""Everything that a running sweep can be asked for, and what the history says of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sweep.sweeps import (
    DATA,
    GRID,
    NEXT,
    SPACE,
    Obeys,
    SideBySide,
    Steers,
    Sweep,
    once,
    steered,
    xs,
)
from tests.sweep.targets import Difference
from tuner_gui import (
    Budget,
    FinishReason,
    GridKind,
    HyperParamSpace,
    InlineExecutor,
    InvalidSpace,
    Objective,
    RandomKind,
    SweepConfig,
    SweepControl,
    TpeKind,
    TrialOrigin,
    TrialRecord,
    TrialState,
    TuningError,
)

# queued trials


def test_that_queued_trials_come_before_the_strategys_own_in_their_order() -> None:
    def act(sweep: Sweep) -> None:
        sweep.control.enqueue({"x": 5}, note="from the paper")
        sweep.control.enqueue({"x": 6, "y": 0})

    sweep = steered(act, kind=RandomKind(seed=1), space=SPACE, budget=Budget(trials=5))
    alone = Sweep(Difference, budget=Budget(trials=3)).run()
    assert xs(sweep.records)[1:3] == [5, 6]
    assert [xs(sweep.records)[place] for place in (0, 3, 4)] == xs(alone.records)
    assert [record.origin for record in sweep.records[:2]] == [
        TrialOrigin.STRATEGY,
        TrialOrigin.QUEUED,
    ]
    assert sweep.told == [
        "Queued a trial with x = 5, y = 0 (from the paper).",
        "Queued a trial with x = 6, y = 0.",
    ]


def test_that_queued_trials_run_though_the_number_of_trials_is_used() -> None:
    sweep = steered(lambda sweep: sweep.control.enqueue({"x": 5}), at=1, budget=Budget(trials=2))
    assert xs(sweep.records) == [1, 2, 5]
    assert sweep.finished.reason is FinishReason.BUDGET


def test_that_queued_trials_run_though_the_grid_is_exhausted() -> None:
    sweep = steered(lambda sweep: sweep.control.run_again(2), at=5)
    assert xs(sweep.records) == [1, 2, 3, 4, 5, 6, 3]
    again = sweep.records[-1]
    assert (again.origin, again.source) == (TrialOrigin.AGAIN, 2)
    assert again.seed != sweep.records[2].seed
    assert sweep.finished.reason is FinishReason.EXHAUSTED


def test_that_parameters_can_be_queued_before_the_sweep_begins() -> None:
    control = SweepControl()
    control.enqueue({"x": 77})
    sweep = Sweep(Difference, budget=Budget(trials=2), control=control).run()
    assert xs(sweep.records)[0] == 77


def test_that_what_is_queued_is_not_asked_for_while_it_runs() -> None:
    sweep = steered(lambda sweep: sweep.control.enqueue({"x": 3}), executor=SideBySide())
    assert sorted(xs(sweep.records)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("kind", [GridKind(), RandomKind(seed=3)])
def test_that_a_new_strategy_does_not_ask_for_what_runs(kind: Any) -> None:
    sweep = steered(
        lambda sweep: sweep.control.switch_strategy(kind),
        executor=SideBySide(3),
        budget=Budget(trials=9),
    )
    assert sorted(xs(sweep.records)) == [1, 2, 3, 4, 5, 6]


def test_that_a_queued_trial_keeps_the_revision_it_was_queued_under() -> None:
    def act(sweep: Sweep) -> None:
        sweep.control.enqueue({"x": 2})
        sweep.control.replace_space(NEXT)

    sweep = steered(act)
    assert [
        (x, record.space_revision)
        for x, record in zip(xs(sweep.records), sweep.records, strict=True)
    ] == [
        (1, 1),
        (2, 1),
        *((x, 2) for x in (5, 6, 7, 8, 9)),
    ]


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({}, "x is missing."),
        ({"x": 7}, "x = 7 is not in its range."),
        ({"x": "a"}, "x = a is not in its range."),
        ({"x": 1, "z": 1}, "z is no parameter of the search space."),
        ({"x": 1, "deep": 3}, "deep is not active with these values."),
        ({"x": 6, "deep": 9}, "The constraint x + deep <= 14 does not hold."),
    ],
)
def test_that_parameters_outside_the_space_are_refused_where_they_are_typed(
    params: dict[str, Any], sentence: str
) -> None:
    space = (
        HyperParamSpace()
        .add_int("x", 1, 6)
        .add_int("deep", 1, 9, when={"x": [6]})
        .add_constraint("x + deep <= 14")
    )
    refusals: list[str] = []

    def act(sweep: Sweep) -> None:
        with pytest.raises(TuningError) as caught:
            sweep.control.enqueue(params)
        refusals.append(caught.value.message)

    class First(Difference):
        def validate(self, dataset: object) -> float:
            return self.params["x"]

    sweep = Sweep(
        First,
        kind=RandomKind(seed=1),
        space=space,
        budget=Budget(trials=2),
        act=once(lambda: act(sweep)),
    )
    sweep.run()
    assert refusals == [sentence]
    assert len(sweep.records) == 2
    assert sweep.told == []


# single trials


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("cancel_trial", "Stopped trial 1."),
        ("kill_trial", "Killed trial 1."),
        ("skip_trial", "Skipped trial 1."),
    ],
)
def test_that_one_trial_can_be_ended(command: str, sentence: str) -> None:
    class Asks(Obeys):
        pass

    sweep = Sweep(Asks, kind=GridKind(), space=GRID, budget=Budget(trials=3))
    Asks.ask = lambda: getattr(sweep.control, command)(1)
    sweep.run()
    is_skip = command == "skip_trial"
    assert xs(sweep.records) == ([1, 2, 3, 4] if is_skip else [1, 2, 3])
    assert sweep.records[1].state is TrialState.STOPPED
    assert sweep.records[1].error is not None
    assert sweep.records[1].error.kind == ("skipped" if is_skip else "stopped")
    assert sweep.states == {TrialState.COMPLETE: 3 if is_skip else 2, TrialState.STOPPED: 1}
    assert sweep.told == [sentence]


def test_that_a_trial_that_does_not_run_cannot_be_ended_or_repeated() -> None:
    def act(sweep: Sweep) -> None:
        with pytest.raises(TuningError, match=r"Trial 0 is not running\."):
            sweep.control.kill_trial(0)
        with pytest.raises(TuningError, match=r"There is no trial 99\."):
            sweep.control.run_again(99)

    assert len(steered(act).records) == 6


def test_that_an_ended_sweep_says_so() -> None:
    sweep = steered(lambda sweep: None)
    with pytest.raises(TuningError, match=r"The sweep has ended\. Start it again"):
        sweep.control.enqueue({"x": 1})


# the definition


def test_that_the_number_of_trials_can_be_changed_both_ways() -> None:
    more = steered(lambda sweep: sweep.control.change_budget(trials=5), budget=Budget(trials=2))
    assert len(more.records) == 5
    assert more.told == ["Changed trials from 2 to 5."]
    less = steered(lambda sweep: sweep.control.change_budget(trials=1), budget=Budget(trials=5))
    assert len(less.records) == 1
    config = SweepConfig("s", None, GRID, GridKind(), budget=Budget(trials=2))
    assert more.control.applied_to(config).budget == Budget(trials=5)


def test_that_a_time_limit_can_be_set_while_it_runs() -> None:
    sweep = steered(
        lambda sweep: sweep.control.change_budget(time_limit_s=1e-9), budget=Budget(trials=5)
    )
    assert (len(sweep.records), sweep.finished.reason) == (1, FinishReason.TIME)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trials": 0}, r"trials cannot be 0\. Give greater than or equal to 1\."),
        ({"patience": 3}, r"A budget has no limit patience\."),
        ({"trials_per_host": 2}, r"trials_per_host can only be changed between two sweeps\."),
        ({"concurrency": 2}, r"The number of trials at a time cannot be changed here\."),
    ],
)
def test_that_a_wrong_limit_is_refused_in_a_sentence(
    changes: dict[str, Any], sentence: str
) -> None:
    def act(sweep: Sweep) -> None:
        with pytest.raises(TuningError, match=sentence):
            sweep.control.change_budget(**changes)

    assert steered(act).told == []


def test_that_a_replaced_space_is_a_new_revision_and_records_keep_theirs() -> None:
    sweep = steered(lambda sweep: sweep.control.replace_space(NEXT), at=4)
    assert xs(sweep.records) == [1, 2, 3, 4, 5, 6, 7, 8, 9]  # 5 fits, so it is not tried again
    assert [record.space_revision for record in sweep.records] == [1] * 5 + [2] * 4
    assert sweep.told == ["Changed the search space; it is revision 2."]
    config = sweep.control.applied_to(SweepConfig("s", None, GRID, GridKind()))
    assert (config.space, config.space_revision, config.space_revisions) == (NEXT, 2, {1: GRID})


def test_that_parameters_are_checked_against_the_space_that_was_asked_for_last() -> None:
    def act(sweep: Sweep) -> None:
        sweep.control.replace_space(NEXT)
        sweep.control.enqueue({"x": 9})
        with pytest.raises(TuningError, match="x = 1 is not in its range"):
            sweep.control.enqueue({"x": 1})

    assert xs(steered(act).records)[:3] == [1, 9, 5]


def test_that_a_space_that_cannot_be_searched_is_refused() -> None:
    def act(sweep: Sweep) -> None:
        with pytest.raises(InvalidSpace, match="no parameters"):
            sweep.control.replace_space(HyperParamSpace())
        with pytest.raises(InvalidSpace, match="A grid needs a step"):
            sweep.control.replace_space(HyperParamSpace().add_float("x", 0, 1))

    assert xs(steered(act).records) == [1, 2, 3, 4, 5, 6]


def test_that_a_space_without_a_point_is_refused_later_and_the_sweep_goes_on() -> None:
    bad = GRID.add_constraint("x > 100")
    sweep = steered(lambda sweep: sweep.control.replace_space(bad))
    assert xs(sweep.records) == [1, 2, 3, 4, 5, 6]
    assert sweep.told[0] == "Changed the search space; it is revision 2."
    assert sweep.told[1].startswith("That could not be done. None of the points of the grid keeps")
    assert sweep.control.applied_to(SweepConfig("s", None, GRID, GridKind())).space == GRID


def test_that_a_space_without_a_draw_costs_no_search_its_end() -> None:
    bad = SPACE.add_constraint("x > 200000")
    settings: Any = {"kind": RandomKind(seed=1), "space": SPACE, "budget": Budget(trials=4)}
    sweep = steered(lambda sweep: sweep.control.replace_space(bad), **settings)
    assert len(sweep.records) == 4
    assert sweep.told[1].startswith("That could not be done. None of the 10,000 random draws keeps")


@pytest.mark.parametrize("kind", [RandomKind(seed=4), TpeKind(seed=4, startup_trials=2)])
def test_that_another_strategy_goes_on_with_all_results(kind: Any) -> None:
    sweep = steered(
        lambda sweep: sweep.control.switch_strategy(kind), at=2, budget=Budget(trials=6)
    )
    assert xs(sweep.records)[:3] == [1, 2, 3]
    assert sorted(xs(sweep.records)) == [1, 2, 3, 4, 5, 6]  # none of the first ones again
    assert sweep.told == [f"Switched the strategy to {kind.title}."]
    assert {record.space_revision for record in sweep.records} == {1}


def test_that_a_grid_after_random_trials_tries_every_point_once() -> None:
    sweep = steered(
        lambda sweep: sweep.control.switch_strategy(GridKind()),
        at=1,
        kind=RandomKind(seed=1),
        budget=Budget(trials=100),
    )
    assert sorted(xs(sweep.records)) == [1, 2, 3, 4, 5, 6]
    assert sweep.finished.reason is FinishReason.EXHAUSTED


def test_that_a_ready_made_strategy_stays() -> None:
    class Mine:
        def ask(self) -> dict[str, int]:
            return {"x": 1, "y": 0}

        def tell(self, record: TrialRecord) -> None:
            pass

    from tuner_gui.sweep.pipeline import SweepPipeline
    from tuner_gui.sweep.rules import SweepRules

    control = SweepControl()
    refusals: list[str] = []

    def act() -> None:
        for call in (
            lambda: control.switch_strategy(RandomKind()),
            lambda: control.replace_space(GRID),
        ):
            with pytest.raises(TuningError) as caught:
                call()
            refusals.append(caught.value.message)

    SweepPipeline(
        Mine(),
        InlineExecutor(Difference, DATA),
        SweepRules(Objective(), Budget(trials=2)),
        [Steers(once(act))],
        control,
    ).run()
    assert refusals == ["The strategy of this sweep was given ready-made, and stays."] * 2
