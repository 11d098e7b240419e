"""A sweep of real commands, two at a time, that is asked for everything in one run."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.waiting import wait_until
from tuner_gui import (
    Budget,
    CommandSpec,
    FinishReason,
    GridKind,
    HyperParamSpace,
    InMemoryObserver,
    LocalExecutor,
    NoDataSpec,
    Objective,
    RandomKind,
    SweepConfig,
    SweepControl,
    TrialOrigin,
    TrialStarted,
    TrialState,
    tune,
)
from tuner_gui.core.trial_store import TrialStore

SCRIPT = """
import sys, time
x, seconds = int(sys.argv[1]), float(sys.argv[2])
for step in range(100):
    time.sleep(seconds / 100)
print("score:", x)
"""

SPACE = HyperParamSpace().add_int("x", 1, 200).add_choice("seconds", [0.3])
NEXT = HyperParamSpace().add_int("x", 100, 300).add_choice("seconds", [0.2])


class Running:
    """A sweep in a thread, its trials in a store that is read from here."""

    def __init__(self, folder: Path, space: HyperParamSpace = SPACE, **fields: Any) -> None:
        script = folder / "train.py"
        script.write_text(SCRIPT)
        self.target = CommandSpec(argv=(sys.executable, str(script), "{x}", "{seconds}"))
        self.control = SweepControl()
        self.observer = InMemoryObserver()
        self._space, self._fields = space, fields
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        executor = LocalExecutor(self.target, NoDataSpec(), workers=2)
        try:
            tune(
                GridKind(),
                self._space,
                None,
                [self.observer],
                trainable=self.target,
                executor=executor,
                control=self.control,
                **self._fields,
            )
        finally:
            executor.close()

    def store(self) -> TrialStore:
        store = TrialStore(Objective())
        store.apply(self.observer.events)
        return store

    def running(self) -> list[int]:
        return [
            record.number for record in self.store().records() if record.state is TrialState.RUNNING
        ]

    def until(self, holds: Callable[[], bool]) -> None:
        wait_until(holds, timeout_s=30)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    sweep = Running(tmp_path, budget=Budget(trials=100, concurrency=2))
    yield sweep
    sweep.control.abort()
    sweep.thread.join(20)
    assert not sweep.thread.is_alive()


def test_that_one_run_does_all_that_it_is_asked_for(running: Running) -> None:
    control = running.control
    running.until(lambda: len(running.running()) == 2)

    control.pause(suspend=True)
    held = running.running()
    before = len(running.observer.events)
    threading.Event().wait(0.6)  # twice as long as a trial takes
    assert len(running.observer.events) == before
    control.resume()
    running.until(lambda: not set(held) & set(running.running()))

    for command in (control.cancel_trial, control.kill_trial, control.skip_trial):
        running.until(lambda: len(running.running()) == 2)
        victim = running.running()[-1]
        command(victim)
        running.until(lambda victim=victim: victim not in running.running())
        store = running.store()
        assert store.state(store.row_of(victim)) in {TrialState.STOPPED, TrialState.COMPLETE}

    control.enqueue({"x": 199}, note="by hand")
    control.run_again(held[0])
    control.change_budget(concurrency=3, time_limit_s=3600)
    running.until(lambda: len(running.running()) == 3)
    control.replace_space(NEXT)
    control.switch_strategy(RandomKind(seed=2))
    running.until(lambda: any(each.space_revision == 2 for each in running.store().records()))
    control.change_budget(trials=running.store().counted)
    running.thread.join(20)

    store = running.store()
    last = running.observer.events[-1]
    assert last.reason is FinishReason.BUDGET
    started = sum(isinstance(event, TrialStarted) for event in running.observer.events)
    ended = {state: store.count(state) for state in TrialState}
    assert started == len(store) == sum(ended.values())
    assert ended[TrialState.RUNNING] == ended[TrialState.FAILED] == 0
    origins = {record.origin: record for record in store.records()}
    assert origins[TrialOrigin.QUEUED].params["x"] == 199
    assert origins[TrialOrigin.AGAIN].source == held[0]
    assert origins[TrialOrigin.AGAIN].space_revision == 1
    late = [record for record in store.records() if record.space_revision == 2]
    assert late
    assert all(NEXT.contains(record.params) for record in late)
    told = " ".join(entry.what for entry in control.history)
    for word in ("Paused; the running", "Resumed", "Stopped trial", "Killed", "Skipped", "by hand"):
        assert word in told
    for word in ("Queued the parameters of", "workers from 2 to 3", "revision 2", "Random"):
        assert word in told
    config = control.applied_to(SweepConfig("s", running.target, SPACE, GridKind()))
    assert (config.space_revision, config.strategy) == (2, RandomKind(seed=2))


def test_that_a_killed_trial_frees_its_place_at_once(tmp_path: Path) -> None:
    space = HyperParamSpace().add_int("x", 1, 9).add_choice("seconds", [30])
    sweep = Running(tmp_path, space, budget=Budget(concurrency=2))
    try:
        sweep.until(lambda: len(sweep.running()) == 2)
        before = monotonic()
        sweep.control.kill_trial(0)
        sweep.until(lambda: sweep.running() == [1, 2])
        assert monotonic() - before < 1.0  # 0.1 on a machine with nothing else to do
    finally:
        sweep.control.abort()
        sweep.thread.join(20)
    assert sweep.store().count(TrialState.STOPPED) == 3


def test_that_a_new_space_passes_by_what_is_running(tmp_path: Path) -> None:
    space = HyperParamSpace().add_int("x", 1, 4).add_choice("seconds", [0.4])
    sweep = Running(tmp_path, space, budget=Budget(concurrency=2))
    sweep.until(lambda: len(sweep.running()) == 2)
    sweep.control.replace_space(HyperParamSpace().add_int("x", 1, 6).add_choice("seconds", [0.4]))
    sweep.thread.join(20)
    values = [record.params["x"] for record in sweep.store().records()]
    assert sorted(values) == [1, 2, 3, 4, 5, 6]
