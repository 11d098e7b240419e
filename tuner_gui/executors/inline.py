"""Trials in the caller's own thread: for tests, and for objectives that cost next to nothing."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tuner_gui.core.errors import Internal
from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobReported, JobStarted
from tuner_gui.core.objective import read_metrics
from tuner_gui.executors.failures import STOPPED, TrialStopped, timed_out, trial_error
from tuner_gui.targets.running import run_trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.executor import ExecutorMessage, TrialJob
    from tuner_gui.core.trainable import Reporter, TrainableFactory
    from tuner_gui.core.trial import TrialError

_WORKER = "inline"


class InlineExecutor:
    """Runs each job at once inside `submit`.

    Nothing protects the caller from a trial that hangs or kills the process. A timeout, and a
    `cancel` (from the trial itself or from another thread), take effect at the trial's next report.
    What a trial prints goes where the caller's own output goes.
    """

    capacity = 1

    def __init__(self, factory: TrainableFactory, dataset: DatasetView) -> None:
        self._factory = factory
        self._dataset = dataset
        self._inbox: list[ExecutorMessage] = []
        self._running: int | None = None
        self._cancelled: int | None = None
        self._stopped_by: TrialError | None = None
        self._is_closed = False

    def submit(self, job: TrialJob) -> None:
        """Runs the job to its end.

        Raises:
            KeyboardInterrupt: the person at the terminal wants to end the sweep.
        """
        if self._is_closed:
            raise Internal("The executor is closed; it takes no more trials.")
        number = job.number
        self._begin(number)
        begin = perf_counter()
        end: JobDone | JobFailed | JobLost
        try:
            report = self._reporter(job, begin)
            metrics = run_trial(
                self._factory, job.params, self._dataset, metric=job.metric, report=report
            )
            end = JobDone(number, metrics, (perf_counter() - begin) * 1e3)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a target raises costs its own trial
            end = JobFailed(number, trial_error(error), (perf_counter() - begin) * 1e3)
        self._running = None
        if self._stopped_by is not None:  # whatever the target made of it
            end = JobLost(number, self._stopped_by, end.duration_ms)
        self._inbox.append(end)

    def _begin(self, number: int) -> None:
        self._running = number
        self._cancelled = self._stopped_by = None
        self._inbox.append(JobStarted(number, _WORKER))

    def _reporter(self, job: TrialJob, begin: float) -> Reporter:
        number, timeout_s = job.number, job.timeout_s

        def report(step: int, **metrics: float) -> None:
            if self._running != number:
                raise TrialStopped  # a thread that outlived its trial
            if self._cancelled == number:
                self._stopped_by = STOPPED
            elif timeout_s is not None and perf_counter() - begin > timeout_s:
                self._stopped_by = timed_out(timeout_s)
            if self._stopped_by is not None:
                raise TrialStopped
            self._inbox.append(JobReported(number, int(step), read_metrics(metrics, "")))

        return report

    def receive(self, timeout_s: float) -> Sequence[ExecutorMessage]:  # noqa: ARG002
        """Returns all that happened in `submit`; never waits, for nothing can be under way."""
        messages, self._inbox = self._inbox, []
        return messages

    def cancel(self, number: int) -> None:
        """Makes the next report of this trial end it."""
        if self._running == number:
            self._cancelled = number

    def close(self) -> None:
        """Takes no more jobs."""
        self._is_closed = True
