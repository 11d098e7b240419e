"""What an executor keeps to that can kill, suspend, or change its number of workers."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest

from tests.contracts import executor_targets
from tests.contracts.executor_contract import ENDS, end_of, job, receive_until, run
from tuner_gui.core.errors import Internal
from tuner_gui.core.executor import (
    ExecutorMessage,
    JobDone,
    JobLost,
    JobReported,
    Killing,
    Resizable,
    Suspending,
    TrialExecutor,
    TrialJob,
)

STANDS_S = 0.5


class Ability(ABC):
    """`make` gives an executor with two workers for a target of `executor_targets`."""

    @abstractmethod
    def make(self, target: type) -> TrialExecutor: ...

    @pytest.fixture
    def executor(self, request) -> Iterator[TrialExecutor]:
        executor = self.make(getattr(executor_targets, request.param))
        yield executor
        executor.close()


def start(executor: TrialExecutor, *jobs: TrialJob) -> list[ExecutorMessage]:
    """Submits jobs; returns once each has reported."""
    messages = []
    for each in jobs:
        executor.submit(each)
        messages += receive_until(executor, lambda said, each=each: has_reported(said, each.number))
    return messages


def has_reported(message: ExecutorMessage, number: int) -> bool:
    return isinstance(message, JobReported) and message.number == number


def next_end(executor: TrialExecutor) -> JobDone | JobLost:
    messages = receive_until(executor, lambda message: isinstance(message, ENDS))
    return next(message for message in messages if isinstance(message, ENDS))


class KillingContract(Ability):
    @pytest.mark.parametrize("executor", ["Deaf", "Endless", "ReturningPart"], indirect=True)
    def test_that_a_killed_trial_is_stopped(self, executor) -> None:
        assert isinstance(executor, Killing)
        for number in (0, 1):
            start(executor, job(number))
            executor.kill(number)
            end = next_end(executor)
            assert isinstance(end, JobLost)
            assert (end.number, end.error.kind) == (number, "stopped")
            assert end.error.message == "stopped on request"
            assert end.duration_ms > 0

    @pytest.mark.parametrize("executor", ["Deaf"], indirect=True)
    def test_that_a_kill_leaves_other_trials_alone(self, executor) -> None:
        start(executor, job(0), job(1))
        executor.kill(0)
        assert next_end(executor).number == 0
        start(executor, job(2))
        executor.kill(1)
        assert next_end(executor).number == 1

    @pytest.mark.parametrize("executor", ["Deaf"], indirect=True)
    def test_that_a_trial_that_is_being_stopped_can_be_killed(self, executor) -> None:
        start(executor, job(0))
        executor.cancel(0)
        executor.kill(0)
        assert next_end(executor).error.kind == "stopped"

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_a_kill_before_the_start_ends_the_trial(self, executor) -> None:
        executor.submit(job(0, x=1, y=1))
        executor.kill(0)
        assert next_end(executor).number == 0
        assert isinstance(end_of(executor, job(1, x=1, y=1)), JobDone)

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_killing_what_does_not_run_changes_nothing(self, executor) -> None:
        executor.kill(0)
        assert isinstance(end_of(executor, job(0, x=1, y=1)), JobDone)
        executor.kill(0)
        assert list(executor.receive(0.0)) == []
        assert isinstance(end_of(executor, job(1, x=1, y=1)), JobDone)


class ResizableContract(Ability):
    @pytest.mark.parametrize("executor", ["Deaf"], indirect=True)
    def test_that_more_workers_take_jobs_at_once(self, executor) -> None:
        assert isinstance(executor, Resizable)
        start(executor, job(0), job(1))
        executor.resize(3)
        assert executor.capacity == 3
        start(executor, job(2))
        with pytest.raises(Internal, match="All 3 workers are busy"):
            executor.submit(job(3))

    @pytest.mark.parametrize("executor", ["Ticking"], indirect=True)
    def test_that_fewer_workers_finish_what_they_have(self, executor) -> None:
        first = [job(0, steps=60), job(1, steps=90)]
        for each in first:
            executor.submit(each)
        executor.resize(1)
        assert executor.capacity == 1
        with pytest.raises(Internal, match="All 1 workers are busy"):
            executor.submit(job(2, steps=0))
        ends = []
        while len(ends) < len(first):
            messages = receive_until(executor, lambda message: isinstance(message, ENDS))
            ends += [message for message in messages if isinstance(message, ENDS)]
        assert {end.number for end in ends} == {0, 1}
        assert all(isinstance(end, JobDone) for end in ends)
        start(executor, job(3, steps=1000))
        with pytest.raises(Internal, match="All 1 workers are busy"):
            executor.submit(job(4, steps=0))

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_the_number_can_change_often(self, executor) -> None:
        for workers in (1, 4, 2, 1, 3):
            executor.resize(workers)
            jobs = [job(number, x=1, y=2) for number in range(6)]
            ends = [each for each in run(executor, *jobs) if isinstance(each, ENDS)]
            assert {end.metrics["score"] for end in ends} == {3}

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_there_is_always_a_worker(self, executor) -> None:
        with pytest.raises(ValueError, match="at least one worker"):
            executor.resize(0)
        assert executor.capacity == 2


class SuspendingContract(Ability):
    @pytest.mark.parametrize("executor", ["Ticking"], indirect=True)
    def test_that_a_suspended_trial_stands_still_and_goes_on(self, executor) -> None:
        assert isinstance(executor, Suspending)
        begin = time.monotonic()
        messages = start(executor, job(steps=30))
        executor.suspend()
        executor.suspend()
        messages += executor.receive(0.1)  # what it had said before
        assert list(executor.receive(STANDS_S)) == []
        executor.wake()
        executor.wake()
        messages += receive_until(executor, lambda message: isinstance(message, ENDS))
        took_ms = (time.monotonic() - begin) * 1e3
        reports = [each.step for each in messages if isinstance(each, JobReported)]
        assert reports == list(range(30))
        assert isinstance(messages[-1], JobDone)
        about_ms = 250  # a tick may have passed while it stood still
        assert about_ms <= messages[-1].duration_ms <= took_ms - STANDS_S * 1e3

    @pytest.mark.parametrize("executor", ["Ticking"], indirect=True)
    def test_that_a_timeout_does_not_count_the_time_of_standing_still(self, executor) -> None:
        start(executor, job(0, steps=10_000, timeout_s=1.0))
        executor.suspend()
        executor.receive(0.1)
        assert list(executor.receive(STANDS_S)) == []
        executor.wake()
        end = next_end(executor)
        assert end.error.message == "timed out after 1 s"
        assert end.duration_ms >= 1000

    @pytest.mark.parametrize("executor", ["Ticking", "Deaf"], indirect=True)
    @pytest.mark.parametrize("way", ["kill", "cancel"])
    def test_that_a_suspended_trial_can_be_ended(self, executor, way) -> None:
        start(executor, job(0, steps=10_000))
        executor.suspend()
        getattr(executor, way)(0)
        end = next_end(executor)
        assert isinstance(end, JobLost)
        assert end.error.kind == "stopped"
        start(executor, job(1, steps=10_000))

    @pytest.mark.parametrize("executor", ["Ticking"], indirect=True)
    def test_that_suspending_reaches_what_runs_and_nothing_else(self, executor) -> None:
        executor.suspend()
        start(executor, job(0, steps=10_000))
        executor.suspend()
        assert isinstance(end_of(executor, job(1, steps=3)), JobDone)
        executor.wake()
        receive_until(executor, lambda message: has_reported(message, 0))

    @pytest.mark.parametrize("executor", ["Deaf"], indirect=True)
    def test_that_it_closes_while_trials_stand_still(self, executor) -> None:
        start(executor, job(0), job(1))
        executor.suspend()
        executor.close()
