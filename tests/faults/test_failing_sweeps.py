"""Sweeps of which many trials fail, in every way: they run to their end, and count rightly."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.executors.pool import hosts
from tests.faults.failing_target import WAYS, way_of
from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.events import FinishReason, TrialCompleted, TrialFailed
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.observers import InMemoryObserver
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import ClassSpec, CommandSpec
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.sweep.running import run_sweep

TRIALS = int(os.environ.get("TUNER_GUI_FAILING_TRIALS", "40"))
PYTHON = ClassSpec(path=f"{Path(__file__).with_name('failing_target.py')}:Failing")
COMMAND = CommandSpec(
    argv=("{python}", "-m", "tests.faults.failing_script", "{x}"),
    cwd=str(Path(__file__).parents[2]),
)
MESSAGES = {
    "raise": "ValueError: this part of the space is no good",
    "segfault": "the worker died (signal 11)",
    "hang": "timed out after 2 s",
    "memory": " MB of the 250 MB allowed",
}
OF_COMMAND = {
    "raise": "The command exited with status 1: ValueError: this part of the space is no good",
    "segfault": "The command was ended by signal 11 (SIGSEGV).",
}
KINDS = {"raise": "ValueError", "segfault": "died", "hang": "timeout", "memory": "memory"}
KINDS_OF_COMMAND = {**KINDS, "raise": "TrainFailure", "segfault": "TrainFailure"}


def config(target: ClassSpec | CommandSpec) -> SweepConfig:
    budget = Budget(
        concurrency=2,
        trial_timeout_s=2.0,
        memory_limit_mb=250,
        first_failures=0,
        failures_in_a_row=0,
    )
    space = HyperParamSpace().add_int("x", 0, TRIALS - 1)
    return SweepConfig("failing", target, space, GridKind(shuffle=True, seed=4), budget=budget)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("target", "kinds", "messages"),
    [(PYTHON, KINDS, MESSAGES), (COMMAND, KINDS_OF_COMMAND, MESSAGES | OF_COMMAND)],
    ids=["python", "command"],
)
def test_that_a_sweep_outlives_trials_that_fail_in_four_ways(target, kinds, messages) -> None:
    observer = InMemoryObserver()
    finished = run_sweep(config(target), [observer])
    assert finished.reason is FinishReason.EXHAUSTED
    assert hosts() == []
    ends = [each for each in observer.events if isinstance(each, TrialCompleted | TrialFailed)]
    records = [each.record for each in ends]
    assert sorted(record.number for record in records) == list(range(TRIALS))
    expected = Counter(way_of(record.params["x"]) for record in records)
    assert all(expected[way] > 0 for way in WAYS)
    by_kind = Counter(record.error.kind for record in records if record.error)
    counts = Counter[str]()
    for way in WAYS:
        counts[kinds[way]] += expected[way]
    assert by_kind == counts
    for record in records:
        assert_that_it_ended_as_it_had_to(record, messages)
    assert finished.best is not None
    assert finished.best.metric == max(x for x in range(TRIALS) if way_of(x) is None)


def assert_that_it_ended_as_it_had_to(record: TrialRecord, messages: dict[str, str]) -> None:
    way = way_of(record.params["x"])
    if way is None:
        assert record.state is TrialState.COMPLETE
        assert record.metric == record.params["x"]
    else:
        assert record.state is TrialState.FAILED
        assert record.error is not None
        assert record.error.message.endswith(messages[way])
