"""What is special about running trials in the caller's thread."""

from __future__ import annotations

import os
import threading

import pytest

from tests.contracts.executor_contract import end_of, job
from tests.contracts.executor_targets import Sum, Target
from tuner_gui.core.executor import JobDone
from tuner_gui.core.specs import NoDataSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.executors.failures import TrialStopped
from tuner_gui.executors.inline import InlineExecutor

NO_DATA = dataset_view(NoDataSpec())


def test_that_trials_run_here() -> None:
    class Place(Target):
        def validate(self, dataset):
            assert dataset is NO_DATA
            return {"pid": os.getpid(), "thread": threading.get_ident()}

    end = end_of(InlineExecutor(Place, NO_DATA), job())
    assert end.metrics == {"pid": os.getpid(), "thread": threading.get_ident()}


def test_that_ctrl_c_is_for_the_sweep() -> None:
    class Interrupted(Target):
        def train(self, dataset):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        InlineExecutor(Interrupted, NO_DATA).submit(job())


def test_that_parameters_are_given_as_they_are() -> None:
    given = {"a": (1, 2)}
    seen = []

    class Keeping(Target):
        def train(self, dataset):
            seen.append(self.params)

    InlineExecutor(Keeping, NO_DATA).submit(job(**given))
    assert seen == [given]


def test_that_a_report_kept_beyond_its_trial_is_refused() -> None:
    kept = []

    class Keeping(Target):
        def train(self, dataset, report):
            kept.append(report)

    executor = InlineExecutor(Keeping, NO_DATA)
    assert isinstance(end_of(executor, job()), JobDone)
    with pytest.raises(TrialStopped):
        kept[0](1, loss=0.0)
    assert list(executor.receive(0.0)) == []


def test_that_a_cancel_of_one_trial_does_not_reach_a_later_one_of_the_same_number() -> None:
    executors: list[InlineExecutor] = []

    class CancellingItself(Target):
        def train(self, dataset, report):
            if self.params["cancel"]:
                executors[0].cancel(0)
            else:
                report(0, loss=1.0)

    executors.append(InlineExecutor(CancellingItself, NO_DATA))
    assert isinstance(end_of(executors[0], job(cancel=True)), JobDone), "it made no more reports"
    assert isinstance(end_of(executors[0], job(cancel=False)), JobDone)


def test_that_a_thousand_trials_leave_nothing_behind_in_the_executor() -> None:
    executor = InlineExecutor(Sum, NO_DATA)
    for number in range(1000):
        end_of(executor, job(number, x=number, y=1))
    assert list(executor.receive(0.0)) == []
