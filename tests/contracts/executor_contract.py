"""What every executor keeps to: the messages of a job, their order, cancel, close."""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import pytest

from tests.contracts import executor_targets
from tuner_gui.core.errors import Internal
from tuner_gui.core.executor import (
    ExecutorMessage,
    JobDone,
    JobFailed,
    JobLost,
    JobReported,
    JobStarted,
    TrialExecutor,
    TrialJob,
)

ENDS = (JobDone, JobFailed, JobLost)
DEADLINE_S = 60.0


def job(number: int = 0, *, timeout_s: float | None = None, **params) -> TrialJob:
    return TrialJob(number, params, seed=number + 1000, metric="score", timeout_s=timeout_s)


def receive_until(executor: TrialExecutor, is_enough) -> list[ExecutorMessage]:
    """All messages up to and with the batch that has one for which `is_enough` holds."""
    deadline = time.monotonic() + DEADLINE_S
    messages: list[ExecutorMessage] = []
    while time.monotonic() < deadline:
        batch = executor.receive(0.5)
        messages += batch
        if any(map(is_enough, batch)):
            return messages
    raise AssertionError(f"still waiting; so far: {messages[-5:]}")


def run(executor: TrialExecutor, *jobs: TrialJob) -> list[ExecutorMessage]:
    """All messages of some jobs, kept going at capacity; none of them has two ends."""
    waiting, open_jobs, messages = list(jobs), set(), []
    deadline = time.monotonic() + DEADLINE_S
    while waiting or open_jobs:
        assert time.monotonic() < deadline, f"still open: {open_jobs}; so far: {messages[-5:]}"
        while waiting and len(open_jobs) < executor.capacity:
            open_jobs.add(waiting[0].number)
            executor.submit(waiting.pop(0))
        batch = executor.receive(0.5)
        messages += batch
        for message in batch:
            if isinstance(message, ENDS):
                open_jobs.remove(message.number)
    return messages


def end_of(executor: TrialExecutor, one: TrialJob) -> JobDone | JobFailed | JobLost:
    return run(executor, one)[-1]


class ExecutorContract(ABC):
    """Subclass it for an executor; `make` gives one for a target of `executor_targets`."""

    @abstractmethod
    def make(self, target: type) -> TrialExecutor: ...

    @abstractmethod
    def run_and_cancel(self, executor: TrialExecutor, one: TrialJob) -> Sequence[ExecutorMessage]:
        """Runs a job that reports for ever, cancels it; returns its messages."""

    @pytest.fixture
    def executor(self, request) -> Iterator[TrialExecutor]:
        executor = self.make(getattr(executor_targets, request.param))
        yield executor
        executor.close()

    def test_that_it_is_an_executor_with_room(self) -> None:
        executor = self.make(executor_targets.Sum)
        assert isinstance(executor, TrialExecutor)
        assert executor.capacity >= 1
        executor.close()

    @pytest.mark.parametrize("executor", ["Reporting"], indirect=True)
    def test_that_each_job_starts_reports_in_order_and_ends_once(self, executor) -> None:
        jobs = [job(number, steps=number % 4) for number in range(12)]
        messages = run(executor, *jobs)
        for each in jobs:
            own = [message for message in messages if message.number == each.number]
            started, *reports, end = own
            assert isinstance(started, JobStarted)
            assert started.worker
            assert reports == [
                JobReported(each.number, step, {"loss": 1 / (step + 1), "rate": 0.5})
                for step in range(each.params["steps"])
            ]
            assert isinstance(end, JobDone)
            assert end.duration_ms >= 0

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_a_lone_number_is_kept_under_the_metric_of_the_job(self, executor) -> None:
        end = end_of(executor, job(x=0.1, y=0.2))
        assert isinstance(end, JobDone)
        assert end.metrics == {"score": 0.1 + 0.2}

    @pytest.mark.parametrize("executor", ["Seeded"], indirect=True)
    def test_that_each_trial_is_given_its_own_seed(self, executor) -> None:
        for number in (0, 1):
            end = end_of(executor, job(number))
            assert isinstance(end, JobDone), end
            assert end.metrics == {"given": number + 1000, "field": number + 1000}

    @pytest.mark.parametrize("executor", ["Several"], indirect=True)
    def test_that_all_metrics_pass_even_those_that_are_not_finite(self, executor) -> None:
        end = end_of(executor, job())
        assert isinstance(end, JobDone)
        metrics = dict(end.metrics)
        assert math.isnan(metrics.pop("nan"))
        assert metrics == {"loss": 0.25, "accuracy": 0.75, "up": math.inf}

    @pytest.mark.parametrize("executor", ["EchoType"], indirect=True)
    def test_that_parameters_arrive_as_they_were_asked_for(self, executor) -> None:
        params = {
            "model": {"layers": (64, (32, 16)), "name": "größe 🎛\n", "deep": {"on": True}},
            "big": 2**80,
            "small": 5e-324,
            "third": 1 / 3,
            "nothing": None,
        }
        end = end_of(executor, job(**params))
        assert isinstance(end, JobFailed)
        assert end.error.message == " ".join(repr(params).split())

    @pytest.mark.parametrize("executor", ["Raising"], indirect=True)
    def test_that_an_exception_costs_its_trial_and_says_where(self, executor) -> None:
        first, second = (end_of(executor, job(number, text="bad rate")) for number in (0, 1))
        assert isinstance(first, JobFailed)
        assert isinstance(second, JobFailed)
        assert first.error.kind == "ValueError"
        assert first.error.message == "ValueError: bad rate"
        lines = first.error.traceback.splitlines()
        assert lines[-1] == "ValueError: bad rate"
        assert "executor_targets.py" in lines[1], "the first frame is the target's"

    @pytest.mark.parametrize("executor", ["Raising"], indirect=True)
    def test_that_a_message_of_many_lines_is_told_in_one(self, executor) -> None:
        end = end_of(executor, job(text="one\n  two \udc80\n" + "three " * 1000))
        assert isinstance(end, JobFailed)
        assert end.error.message.startswith("ValueError: one two ? three three")
        assert end.error.message.endswith("…")
        assert len(end.error.message) <= 300
        assert len(end.error.traceback) < 10_000
        (end.error.message + end.error.traceback).encode()

    @pytest.mark.parametrize("executor", ["RaisingOddly"], indirect=True)
    def test_that_an_exception_without_text_is_told_by_name(self, executor) -> None:
        end = end_of(executor, job())
        assert isinstance(end, JobFailed)
        assert end.error.message == "Odd: <its text cannot be read>"

    @pytest.mark.parametrize("executor", ["OutOfMemory"], indirect=True)
    def test_that_running_out_of_memory_costs_its_trial(self, executor) -> None:
        for number in (0, 1):
            end = end_of(executor, job(number))
            assert isinstance(end, JobFailed)
            assert end.error.message == end.error.kind == "MemoryError"

    @pytest.mark.parametrize("executor", ["GivingUp"], indirect=True)
    @pytest.mark.parametrize(
        ("how", "text", "message"),
        [
            ("pruned", "", "gave itself up"),
            ("pruned", "loss\n  diverged", "gave itself up: loss diverged"),
            ("stopped", "", "gave itself up"),
        ],
    )
    def test_that_a_trial_may_give_itself_up(self, executor, how, text, message) -> None:
        _, report, end = run(executor, job(how=how, text=text))
        assert isinstance(report, JobReported)
        assert isinstance(end, JobFailed)
        assert (end.error.kind, end.error.message) == ("pruned", message)

    @pytest.mark.parametrize("executor", ["Exiting"], indirect=True)
    def test_that_sys_exit_costs_its_trial(self, executor) -> None:
        for number in (0, 1):
            end = end_of(executor, job(number))
            assert isinstance(end, JobFailed)
            assert end.error.kind == "SystemExit"
            assert end.error.message == "SystemExit: the trial called sys.exit(3)"

    @pytest.mark.parametrize("executor", ["Returning"], indirect=True)
    @pytest.mark.parametrize("result", executor_targets.RESULTS)
    def test_that_a_result_that_is_no_number_fails_in_one_sentence(self, executor, result) -> None:
        end = end_of(executor, job(result=result))
        assert isinstance(end, JobFailed)
        assert end.error.kind == "TrainFailure"
        assert "which is not a number" in end.error.message
        assert len(end.error.message) < 300

    @pytest.mark.parametrize("executor", ["RaisingAfterReport"], indirect=True)
    def test_that_a_report_that_is_no_number_fails_its_trial(self, executor) -> None:
        _, report, end = run(executor, job())
        assert report == JobReported(0, 0, {"loss": 1.0})
        assert isinstance(end, JobFailed)
        assert "'high', which is not a number" in end.error.message

    @pytest.mark.parametrize("executor", ["Reporting"], indirect=True)
    def test_that_ten_thousand_reports_arrive(self, executor) -> None:
        _, *reports, end = run(executor, job(steps=10_000))
        assert [report.step for report in reports] == list(range(10_000))
        assert isinstance(end, JobDone)

    @pytest.mark.parametrize("executor", ["Endless", "Converting", "ReturningPart"], indirect=True)
    def test_that_a_cancelled_trial_ends_at_its_next_report(self, executor) -> None:
        for number in (0, 1):
            *_, end = self.run_and_cancel(executor, job(number))
            assert isinstance(end, JobLost)
            assert (end.number, end.error.kind) == (number, "stopped")
            assert end.error.message == "stopped on request"
            assert end.duration_ms > 0

    @pytest.mark.parametrize("executor", ["ReturningPart"], indirect=True)
    def test_that_what_a_cancelled_trial_returns_is_kept_with_its_end(self, executor) -> None:
        *_, end = self.run_and_cancel(executor, job())
        assert isinstance(end, JobLost)
        assert end.metrics == {"score": 1.0}

    @pytest.mark.parametrize("executor", ["Endless", "Converting", "ReturningPart"], indirect=True)
    def test_that_a_trial_past_its_timeout_ends_at_its_next_report(self, executor) -> None:
        for number in (0, 1):
            end = end_of(executor, job(number, timeout_s=0.1))
            assert isinstance(end, JobLost)
            assert end.error.kind == "timeout"
            assert end.error.message == "timed out after 0.1 s"
            assert end.duration_ms >= 100

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_cancelling_what_does_not_run_changes_nothing(self, executor) -> None:
        executor.cancel(0)
        first = end_of(executor, job(0, x=1, y=1))
        executor.cancel(0)
        executor.cancel(99)
        assert isinstance(first, JobDone)
        assert isinstance(end_of(executor, job(1, x=1, y=1)), JobDone)

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_nothing_is_received_while_nothing_runs(self, executor) -> None:
        assert list(executor.receive(0.0)) == []
        assert list(executor.receive(0.01)) == []
        run(executor, job(x=1, y=1))
        assert list(executor.receive(0.0)) == []

    @pytest.mark.parametrize("executor", ["Sum"], indirect=True)
    def test_that_it_closes_twice_and_takes_nothing_afterwards(self, executor) -> None:
        run(executor, job(x=1, y=1))
        executor.close()
        executor.close()
        with pytest.raises(Internal, match="closed"):
            executor.submit(job(1, x=1, y=1))
        assert list(executor.receive(0.0)) == []
