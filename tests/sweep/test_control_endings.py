"""How a sweep ends, what it hears while it does, and how soon."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from tests.sweep.sweeps import DATA, GRID, NEXT, SPACE, Obeys, SideBySide, Sweep, once, steered, xs
from tests.sweep.targets import Difference
from tuner_gui import (
    Budget,
    GridKind,
    Objective,
    RandomKind,
    SweepConfig,
    SweepControl,
    TrialRecord,
    TrialState,
    TuningError,
    tune,
)
from tuner_gui.insight.failure_groups import failure_groups
from tuner_gui.sweep.earlier import EarlierTrials

NOT_RUN = "1 queued trial was not run."


@pytest.mark.parametrize("command", ["stop", "abort"])
def test_that_a_sweep_that_is_stopping_takes_nothing_new(command: str) -> None:
    def act(sweep: Sweep) -> None:
        getattr(sweep.control, command)()
        for call in (
            lambda: sweep.control.enqueue({"x": 3}),
            lambda: sweep.control.run_again(0),
            lambda: sweep.control.change_budget(trials=4),
            lambda: sweep.control.replace_space(NEXT),
            lambda: sweep.control.switch_strategy(GridKind(shuffle=True)),
        ):
            with pytest.raises(TuningError, match=r"The sweep is stopping\. Start it again"):
                call()

    sweep = steered(act)
    assert len(sweep.told) == 1
    config = SweepConfig("s", None, GRID, GridKind())
    assert sweep.control.applied_to(config) == config


def test_that_a_single_trial_can_be_ended_while_the_sweep_stops() -> None:
    class Asks(Obeys):
        pass

    sweep = Sweep(Asks, kind=GridKind(), space=GRID)

    def ask() -> None:
        sweep.control.stop()
        sweep.control.kill_trial(1)

    Asks.ask = ask
    sweep.run()
    assert sweep.records[1].state is TrialState.STOPPED


@pytest.mark.parametrize("before", [1, 2])
def test_that_queued_trials_that_were_not_run_are_said_at_the_end(before: int) -> None:
    def act(sweep: Sweep) -> None:
        for x in range(before):
            sweep.control.enqueue({"x": x + 1})
        sweep.control.stop()

    told = steered(act).told
    assert told[-1] == (NOT_RUN if before == 1 else "2 queued trials were not run.")
    reached = steered(
        lambda sweep: sweep.control.enqueue({"x": 3}), budget=Budget(target_value=1)
    ).told
    assert reached[-1] == NOT_RUN


def test_that_nothing_is_noted_after_the_end() -> None:
    sweep = steered(lambda sweep: None)
    for command in ("pause", "resume", "stop", "abort"):
        getattr(sweep.control, command)()
    assert sweep.told == []
    assert not sweep.control.is_paused
    assert not sweep.control.is_stopping


@pytest.mark.parametrize("command", ["pause", "stop", "abort"])
def test_that_a_control_may_be_used_again(command: str) -> None:
    first = steered(lambda sweep: sweep.control.abort())
    getattr(first.control, command)()
    later = Sweep(Difference, kind=GridKind(), space=GRID, control=first.control).run()
    assert xs(later.records) == [1, 2, 3, 4, 5, 6]
    assert later.told == ["Aborted: the running trials are ended."]


def test_that_a_sweep_always_keeps_an_end() -> None:
    def act(sweep: Sweep) -> None:
        with pytest.raises(TuningError, match="Random search never ends by itself"):
            sweep.control.switch_strategy(RandomKind())
        sweep.control.change_budget(trials=3)
        sweep.control.switch_strategy(RandomKind(seed=1))
        with pytest.raises(TuningError, match="Random search never ends by itself"):
            sweep.control.change_budget(trials=None)
        sweep.control.switch_strategy(GridKind())
        sweep.control.change_budget(trials=None)

    assert len(steered(act).records) == 6


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        ("cancel_trial", "That could not be done. Trial 1 is ending already."),
        ("kill_trial", "Killed trial 1."),
    ],
)
def test_that_the_first_request_to_end_a_trial_counts(later: str, sentence: str) -> None:
    class Asks(Obeys):
        pass

    sweep = Sweep(Asks, kind=GridKind(), space=GRID, budget=Budget(trials=3))

    def ask() -> None:
        sweep.control.skip_trial(1)
        getattr(sweep.control, later)(1)

    Asks.ask = ask
    sweep.run()
    assert sweep.records[1].error is not None
    assert sweep.records[1].error.kind == "skipped"
    assert xs(sweep.records) == [1, 2, 3, 4]
    assert sweep.told[-1] == sentence


# how soon


@pytest.mark.parametrize(
    "ask",
    [
        lambda control: control.resume(),
        lambda control: control.stop(),
        lambda control: control.abort(),
        lambda control: control.change_budget(trials=1),
    ],
)
def test_that_a_paused_sweep_hears_within_a_fifth_of_a_second(ask: Any) -> None:
    paused = threading.Event()
    control = SweepControl(on_change=lambda: paused.set() if control.is_paused else None)
    sweep = Sweep(
        Difference, budget=Budget(trials=2), control=control, act=lambda _record: control.pause()
    )
    thread = threading.Thread(target=sweep.run)
    thread.start()
    assert paused.wait(10)
    if control.is_paused:
        before = monotonic()
        ask(control)
        if control.is_paused and not control.is_stopping:
            deadline = before + 0.2
            while control.has_requests() and monotonic() < deadline:
                control.wait(0.001)
            assert not control.has_requests()
            assert monotonic() - before < 0.2
            control.stop()
    control.resume()
    thread.join(10)
    assert not thread.is_alive()


class Earlier:
    """A thousand records; in the middle of reading them something is asked for."""

    def __init__(self) -> None:
        self.ask: Any = None
        self.read = 0

    def __iter__(self) -> Iterator[TrialRecord]:
        for self.read in range(1, 1001):
            if self.read == 500:
                self.ask()
            params = {"x": 1000 + self.read, "y": 0}
            yield TrialRecord(self.read - 1, params, TrialState.COMPLETE, 1.0)


@pytest.mark.parametrize("command", ["kill_trial", "abort"])
@pytest.mark.parametrize("change", ["switch_strategy", "replace_space"])
def test_that_a_new_strategy_that_reads_all_trials_still_hears(command: str, change: str) -> None:
    earlier = Earlier()
    heard_after: list[int] = []

    class Notes(SideBySide):
        def cancel(self, number: int) -> None:
            heard_after.append(earlier.read)
            super().cancel(number)

    sweep = Sweep(
        Difference,
        budget=Budget(trials=1006),
        executor=Notes(2),
        earlier=EarlierTrials(1000, 1000, records=earlier),
        act=once(
            lambda: (
                sweep.control.switch_strategy(RandomKind(seed=8))
                if change == "switch_strategy"
                else sweep.control.replace_space(SPACE.add_constant("z", 1).add_constraint("x > 0"))
            ),
            at=1000,
        ),
    )
    is_abort = command == "abort"
    earlier.ask = lambda: sweep.control.abort() if is_abort else sweep.control.kill_trial(1001)
    sweep.run()
    assert all(500 <= read < 600 for read in heard_after)
    assert len(heard_after) == 1
    stopped = next(record for record in sweep.records if record.number == 1001)
    assert stopped.state is TrialState.STOPPED
    assert len(sweep.records) == (2 if is_abort else 6)
    is_refused = sweep.told[-1] == "That could not be done. The sweep was aborted meanwhile."
    assert is_refused is is_abort


def test_that_pauses_and_ends_are_in_the_history() -> None:
    control = SweepControl()
    control.pause()
    control.resume()
    control.pause("The disk is full.")
    control.stop()
    control.stop()
    control.abort()
    tune(GridKind(), GRID, DATA, trainable=Difference, control=control)
    assert [entry.what for entry in control.history] == [
        "Paused.",
        "Resumed.",
        "Paused. The disk is full.",
        "Stopped: the running trials finish, no further ones start.",
        "Aborted: the running trials are ended.",
    ]
    assert all(entry.at.tzinfo is not None for entry in control.history)


def test_that_a_group_of_failures_is_run_again_and_no_success_is_touched() -> None:
    broken = [True]

    class Mended(Difference):
        def train(self, dataset: object) -> None:
            if self.params["x"] in {2, 4, 5} and broken:
                raise RuntimeError("no such file")

    first = Sweep(Mended, kind=GridKind(), space=GRID).run()
    (group,) = failure_groups(first.records)
    assert group.numbers == (1, 3, 4)
    broken.clear()
    control = SweepControl()
    control.run_again(*group.numbers)
    later = Sweep(
        Mended,
        kind=GridKind(),
        space=GRID,
        budget=Budget(trials=6),
        control=control,
        earlier=EarlierTrials.of(first.records, Objective()),
    ).run()
    assert xs(later.records) == [2, 4, 5]
    assert [record.number for record in later.records] == [6, 7, 8]
    assert [record.source for record in later.records] == [1, 3, 4]
    assert later.states == {TrialState.COMPLETE: 3}
    assert later.told == ["Queued the parameters of 3 trials again."]


def test_that_a_sweep_does_not_end_on_what_it_has_not_heard() -> None:
    control = SweepControl()
    control.enqueue({"x": 1})
    assert not control.ends()
    assert control.take_request() is not None
    assert control.ends()
    with pytest.raises(TuningError, match="The sweep has ended"):
        control.enqueue({"x": 1})
