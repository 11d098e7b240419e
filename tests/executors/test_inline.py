"""What is special about running trials in the caller's thread."""

from __future__ import annotations

import os
import threading

import pytest

from tests.contracts.executor_contract import end_of, job
from tests.contracts.executor_targets import Sum, Target
from tuner_gui.core.executor import JobDone, JobLost, JobStarted
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
        end_of(InlineExecutor(Interrupted, NO_DATA), job())


def test_that_a_trial_that_has_not_begun_can_be_cancelled() -> None:
    executor = InlineExecutor(Sum, NO_DATA)
    executor.submit(job(x=1, y=2))
    executor.cancel(0)
    started, end = executor.receive(0.0)
    assert isinstance(started, JobStarted)
    assert isinstance(end, JobLost)
    assert list(executor.receive(0.0)) == []


def test_that_parameters_are_given_as_a_copy_of_their_own() -> None:
    given = {"a": (1, 2), "group": {"b": 3}}
    seen = []

    class Keeping(Target):
        def train(self, dataset):
            seen.append(self.params)

    one = job(**given)
    end_of(InlineExecutor(Keeping, NO_DATA), one)
    assert seen == [given]
    assert seen[0] is not one.params
    assert seen[0]["group"] is not one.params["group"]


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


def test_that_a_report_from_a_thread_that_outlives_its_trial_comes_before_the_end_or_never() -> (
    None
):
    threads: list[threading.Thread] = []
    measuring, ended, refused = threading.Event(), threading.Event(), threading.Event()

    class Slow:
        """A value that is still being measured when its trial ends."""

        def item(self) -> float:
            measuring.set()
            assert ended.wait(10)
            return 0.5

    class Threaded(Target):
        def train(self, dataset, report):
            threads.append(threading.Thread(target=self.report_late, args=(report,)))
            threads[0].start()
            assert measuring.wait(10)

        def report_late(self, report):
            try:
                report(1, loss=Slow())
            except TrialStopped:
                refused.set()

    executor = InlineExecutor(Threaded, NO_DATA)
    assert isinstance(end_of(executor, job()), JobDone)
    ended.set()
    threads[0].join(10)
    assert refused.is_set()
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
