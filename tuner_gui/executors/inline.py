"""Trials in the caller's own thread: for tests, and for objectives that cost next to nothing."""

from __future__ import annotations

from threading import Lock, get_ident
from time import perf_counter
from typing import TYPE_CHECKING

from tuner_gui.core.errors import Internal
from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobReported, JobStarted
from tuner_gui.core.nesting import own_copy
from tuner_gui.core.objective import read_metrics
from tuner_gui.executors.failures import STOPPED, TrialStopped, timed_out, trial_error
from tuner_gui.targets.running import run_trial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.executor import ExecutorMessage, TrialJob
    from tuner_gui.core.trainable import Reporter, TrainableFactory
    from tuner_gui.core.trial import TrialError

_WORKER = "inline"


def _never() -> bool:
    return False


class InlineExecutor:
    """Runs each job inside `receive`, after its start has been handed out.

    Nothing protects the caller from a trial that hangs or kills the process, or takes more memory
    than it may. A timeout, and a `cancel` (from the trial itself or from another thread), take
    effect at the trial's next report. What a trial prints goes where the caller's own output goes.

    Args:
        factory: makes what is trained, usually a class.
        dataset: what each trial is given.
        is_aborting: asked at each report; True ends the trial.
    """

    capacity = 1

    def __init__(
        self,
        factory: TrainableFactory,
        dataset: DatasetView,
        is_aborting: Callable[[], bool] = _never,
    ) -> None:
        self._factory = factory
        self._dataset = dataset
        self._is_aborting = is_aborting
        self._inbox: list[ExecutorMessage] = []
        self._reporting = Lock()
        """Held while a report of another thread is taken: none comes after its trial's end."""
        self._take: Callable[[JobReported], None] | None = None
        self._waiting: TrialJob | None = None
        self._running: int | None = None
        self._cancelled: int | None = None
        self._stopped_by: TrialError | None = None
        self._is_closed = False

    def submit(self, job: TrialJob) -> None:
        """Takes a job; `receive` runs it."""
        if self._is_closed:
            raise Internal("The executor is closed; it takes no more trials.")
        if self._waiting is not None:
            raise Internal("The executor has a trial already; it takes one at a time.")
        self._waiting = job
        self._inbox.append(JobStarted(job.number, _WORKER))

    def _run(self, job: TrialJob) -> None:
        number = self._running = job.number
        self._cancelled = self._stopped_by = None
        begin = perf_counter()
        end: JobDone | JobFailed
        try:
            report = self._reporter(job, begin)
            # a target may do with its parameters what it likes: the record keeps its own
            params = own_copy(job.params)
            metrics = run_trial(
                self._factory,
                params,
                self._dataset,
                metric=job.metric,
                report=report,
                number=number,
                seed=job.seed,
            )
            end = JobDone(number, metrics, (perf_counter() - begin) * 1e3)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a target raises costs its own trial
            end = JobFailed(number, trial_error(error), (perf_counter() - begin) * 1e3)
        finally:
            with self._reporting:
                self._running = None
        self._inbox.append(self._unless_stopped(end))

    def _unless_stopped(self, end: JobDone | JobFailed) -> JobDone | JobFailed | JobLost:
        """A trial that was told to end is lost, whatever its target made of that."""
        if self._stopped_by is None:
            return end
        metrics = end.metrics if isinstance(end, JobDone) else {}
        return JobLost(end.number, self._stopped_by, end.duration_ms, metrics)

    def _reporter(self, job: TrialJob, begin: float) -> Reporter:
        number, timeout_s = job.number, job.timeout_s
        thread = get_ident()

        def report(step: int, **metrics: float) -> None:
            made = JobReported(number, int(step), read_metrics(metrics, ""))  # it may take a while
            if self._take is None or get_ident() != thread:
                with self._reporting:
                    stop_if_told()
                    self._inbox.append(made)
            else:
                stop_if_told()
                self._take(made)
                stop_if_told()

        def stop_if_told() -> None:
            if self._running != number:
                raise TrialStopped  # a thread that outlived its trial
            if self._cancelled == number or self._is_aborting():
                self._stopped_by = STOPPED
            elif timeout_s is not None and perf_counter() - begin > timeout_s:
                self._stopped_by = timed_out(timeout_s)
            if self._stopped_by is not None:
                raise TrialStopped

        return report

    def report_to(self, take: Callable[[JobReported], None]) -> None:
        """Hands reports on as they are made."""
        self._take = take

    def receive(self, timeout_s: float) -> Sequence[ExecutorMessage]:  # noqa: ARG002
        """Returns the start of a job; the next call runs the job and returns the rest.

        Raises:
            KeyboardInterrupt: the person at the terminal wants to end the sweep.
        """
        if not self._inbox and self._waiting is not None:
            job, self._waiting = self._waiting, None
            self._run(job)
        with self._reporting:
            messages, self._inbox = self._inbox, []
        return messages

    def cancel(self, number: int) -> None:
        """Makes the next report of this trial end it; one that has not begun never does."""
        if self._waiting is not None and self._waiting.number == number:
            self._waiting = None
            self._inbox.append(JobLost(number, STOPPED, 0.0))
        elif self._running == number:
            self._cancelled = number

    def close(self) -> None:
        """Takes no more jobs."""
        self._is_closed = True
