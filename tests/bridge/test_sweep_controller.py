"""A real sweep behind the controller: threads, processes, control."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuner_gui import (
    Budget,
    ClassSpec,
    FinishReason,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    InvalidSpace,
    RandomKind,
    SweepConfig,
    TrialOrigin,
    TrialState,
    TuningError,
)
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.bridge.sweep_controller import SweepController, SweepPhase
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.journal_lines import SweepNoted
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.sweep.earlier import EarlierTrials
from tuner_gui.sweep.logs import read_log_tail

TARGET = ClassSpec(path=f"{Path(__file__).with_name('quick_target.py')}:Quick")
SPACE = HyperParamSpace().add_int("x", 1, 100)
SLOW = SPACE.add_constant("seconds", 30)


def config(space: HyperParamSpace = SPACE, trials: int = 6, workers: int = 2) -> SweepConfig:
    budget = Budget(trials=trials, concurrency=workers)
    return SweepConfig("test", TARGET, space, RandomKind(), budget=budget, seed=1)


class Sweep:
    """A controller that feeds a store, and what was heard of it."""

    def __init__(self) -> None:
        self.controller = SweepController()
        self.live = LiveStore()
        self.live.replace(TrialStore(config().objective))
        self.controller.events_arrived.connect(self.live.apply)
        self.phases: list[SweepPhase] = []
        self.controller.phase_changed.connect(self.phases.append)

    @property
    def store(self) -> TrialStore:
        return self.live.store


@pytest.fixture
def sweep(qtbot) -> Iterator[Sweep]:
    sweep = Sweep()
    yield sweep
    sweep.controller.abort()
    assert sweep.controller.wait(20_000)


def test_that_a_sweep_fills_the_store_and_ends_once(qtbot, sweep: Sweep, tmp_path: Path) -> None:
    with qtbot.waitSignal(sweep.controller.ended, timeout=30_000) as ended:
        sweep.controller.start(config(), log_folder=tmp_path)
    outcome, problem = ended.args
    assert problem is None
    assert outcome.reason is FinishReason.BUDGET
    assert sweep.store.count(TrialState.COMPLETE) == 6
    assert outcome.best == sweep.store.best
    assert sweep.phases == [SweepPhase.RUNNING, SweepPhase.IDLE]
    text, is_cut = read_log_tail(tmp_path, 0)
    row = sweep.store.row_of(0)  # of two workers the other may have begun first
    assert text == f"scored {sweep.store.param_value('x', row)}\n"
    assert not is_cut


def test_that_other_observers_are_made_of_each_sweep(qtbot, sweep: Sweep) -> None:
    made: list[tuple[SweepConfig, InMemoryObserver]] = []

    def make(started: SweepConfig) -> list[InMemoryObserver]:
        made.append((started, InMemoryObserver()))
        return [made[-1][1]]

    sweep.controller.observe_by(make)
    for trials in (1, 2):
        with qtbot.waitSignal(sweep.controller.ended, timeout=30_000):
            sweep.controller.start(config(trials=trials))
    assert [started.budget.trials for started, _ in made] == [1, 2]
    assert [len(observer.events) for _, observer in made] == [3, 5]


def test_that_pausing_starts_no_further_trial(qtbot, sweep: Sweep) -> None:
    space = SPACE.add_constant("seconds", 0.2)
    sweep.controller.start(config(space, trials=50))
    qtbot.waitUntil(lambda: len(sweep.store) >= 2, timeout=20_000)
    sweep.controller.pause()
    qtbot.waitUntil(lambda: sweep.store.count(TrialState.RUNNING) == 0, timeout=20_000)
    assert sweep.controller.phase is SweepPhase.PAUSED
    started = len(sweep.store)
    with qtbot.assertNotEmitted(sweep.live.changed, wait=300):
        pass
    sweep.controller.resume()
    qtbot.waitUntil(lambda: len(sweep.store) > started, timeout=20_000)
    assert sweep.controller.phase is SweepPhase.RUNNING


def test_that_aborting_stops_running_trials_at_once(qtbot, sweep: Sweep) -> None:
    sweep.controller.start(config(SLOW))
    qtbot.waitUntil(lambda: sweep.store.count(TrialState.RUNNING) == 2, timeout=20_000)
    with qtbot.waitSignal(sweep.controller.ended, timeout=5_000) as ended:
        sweep.controller.abort()
    assert ended.args[0].reason is FinishReason.ABORTED
    assert sweep.store.count(TrialState.STOPPED) == 2
    assert sweep.controller.phase is SweepPhase.IDLE


def test_that_reports_arrive_while_a_trial_runs(qtbot, sweep: Sweep) -> None:
    sweep.controller.start(config(SLOW, workers=1))
    qtbot.waitUntil(
        lambda: len(sweep.store) == 1 and len(sweep.store.reports(0)) > 3, timeout=20_000
    )
    assert sweep.store.state(0) is TrialState.RUNNING


def test_that_a_sweep_that_only_fails_pauses_and_says_why(qtbot, sweep: Sweep) -> None:
    space = SPACE.add_constant("fails", True)
    sweep.controller.start(config(space, trials=50, workers=1))
    qtbot.waitUntil(lambda: sweep.controller.phase is SweepPhase.PAUSED, timeout=20_000)
    assert sweep.controller.pause_reason.startswith("The first 5 trials failed: ")
    with qtbot.waitSignal(sweep.controller.ended, timeout=10_000) as ended:
        sweep.controller.stop()
    assert ended.args[0].reason is FinishReason.STOPPED
    assert sweep.store.count(TrialState.FAILED) == 5


def test_that_a_sweep_that_cannot_start_says_why(qtbot, sweep: Sweep) -> None:
    with qtbot.waitSignal(sweep.controller.ended, timeout=10_000) as ended:
        sweep.controller.start(config(HyperParamSpace()))
    outcome, problem = ended.args
    assert outcome is None
    assert isinstance(problem, InvalidSpace)
    assert len(sweep.store) == 0


def test_that_a_running_sweep_does_what_it_is_asked_for(qtbot, sweep: Sweep) -> None:
    controller = sweep.controller
    slow = SPACE.add_choice("seconds", [0.2])
    start = config(slow, trials=50)
    controller.start(start)
    qtbot.waitUntil(lambda: sweep.store.count(TrialState.RUNNING) == 2, timeout=20_000)
    controller.kill_trial(0)
    controller.enqueue({"x": 77}, note="a guess")
    controller.run_again(1)
    controller.switch_strategy(GridKind())
    controller.replace_space(SPACE.add_choice("seconds", [0]))
    controller.change_budget(trials=8, concurrency=1)
    with pytest.raises(TuningError, match="x is missing"):
        controller.enqueue({})
    with qtbot.waitSignal(controller.ended, timeout=20_000) as ended:
        pass
    assert ended.args[0].reason is FinishReason.BUDGET
    assert sweep.store.counted == len(sweep.store) == 8
    assert sweep.store.count(TrialState.STOPPED) == 1
    assert TrialOrigin.QUEUED in {record.origin for record in sweep.store.records()}
    assert len(controller.history) == 6
    assert controller.applied_to(start).space_revision == 2


def test_that_trials_can_be_run_again_after_the_end(qtbot, sweep: Sweep) -> None:
    controller = sweep.controller
    with qtbot.waitSignal(controller.ended, timeout=30_000):
        controller.start(config(trials=3, workers=1))
    earlier = EarlierTrials.of_store(sweep.store.snapshot())
    with qtbot.waitSignal(controller.ended, timeout=30_000):
        controller.start(config(trials=3, workers=1), earlier=earlier, again=[2, 0])
    assert [sweep.store.origin(row)[1] for row in range(5)] == [None, None, None, 2, 0]
    assert sweep.store.param_value("x", 3) == sweep.store.param_value("x", 2)


def test_that_running_trials_can_stand_still(qtbot, sweep: Sweep) -> None:
    sweep.controller.start(config(SLOW, workers=1))
    qtbot.waitUntil(lambda: len(sweep.store) == 1, timeout=20_000)
    sweep.controller.suspend()
    assert sweep.controller.is_suspended
    qtbot.waitUntil(lambda: sweep.controller.phase is SweepPhase.PAUSED, timeout=5_000)
    sweep.controller.resume()
    assert not sweep.controller.is_suspended


def test_that_what_is_said_at_rest_does_not_wait_for_a_journal_that_was_closed(
    qtbot, sweep: Sweep, tmp_path: Path
) -> None:
    order = JournalOrder(tmp_path / "s.tuner.json")
    with qtbot.waitSignal(sweep.controller.ended, timeout=30_000):
        sweep.controller.start(config(trials=1), journal=order)
    remarks = (SweepNoted(text) for text in ["At rest."])
    kept = weakref.ref(remarks)
    sweep.controller.keep_remarks(remarks)
    del remarks
    assert kept() is None
