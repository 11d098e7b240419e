"""A job that has not ended: since when it runs, what is due next, and the verdict over it."""

from __future__ import annotations

import math
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.executor import JobDone, JobLost, JobStarted
from tuner_gui.core.trial import TrialError
from tuner_gui.executors.failures import timed_out

if TYPE_CHECKING:
    from tuner_gui.core.executor import JobFailed, TrialJob
    from tuner_gui.executors.limits import HostLimits


class OpenJob:
    """The course of one job, from `submit` to its end.

    A job that is to end has a verdict, `stopped` or `timeout`. It is asked first, then terminated,
    then killed; `due` says when the next step is taken.
    """

    def __init__(self, job: TrialJob, limits: HostLimits) -> None:
        self.job = job
        self.number = job.number
        self.due = monotonic() + limits.load_s
        self.verdict: TrialError | None = None
        self.is_terminated = False
        self._limits = limits
        self._since: float | None = None
        self._is_loading = True

    @property
    def has_begun(self) -> bool:
        """True once the pipeline has been told that it started."""
        return self._since is not None

    def begin(self, worker: str) -> JobStarted:
        """Notes that a worker has it; returns what to tell the pipeline."""
        self._since = monotonic()
        return JobStarted(self.number, worker)

    def start_clock(self) -> None:
        """Starts the time that the trial has, now that the target is loaded; once."""
        if not self._is_loading:
            return
        self._is_loading = False
        self._since = monotonic()
        if self.verdict is None:
            timeout_s = self.job.timeout_s
            self.due = math.inf if timeout_s is None else self._since + timeout_s

    def condemn(self, verdict: TrialError | None = None) -> None:
        """Notes that it is to end, by default for having taken too long."""
        self.verdict = verdict or self._too_late()
        self.due = monotonic() + self._limits.cooperative_s

    def terminate(self) -> None:
        """Notes that asking was in vain."""
        self.is_terminated = True
        self.due = monotonic() + self._limits.terminate_s

    def end_as(self, end: JobDone | JobFailed | JobLost) -> JobDone | JobFailed | JobLost:
        """Returns how it ended, given the verdict and what the host says.

        A trial that finishes while it is being stopped has finished; what comes too late is lost.
        """
        if self.verdict is None or (isinstance(end, JobDone) and self.verdict.kind != "timeout"):
            return end
        return self.lost(self.verdict)

    def lost(self, error: TrialError) -> JobLost:
        """Returns its end where it has no result; a verdict goes before any other reason."""
        took_ms = 0.0 if self._since is None else (monotonic() - self._since) * 1e3
        return JobLost(self.number, self.verdict or error, took_ms)

    def _too_late(self) -> TrialError:
        if not self._is_loading:
            return timed_out(self.job.timeout_s or 0.0)
        return TrialError("timeout", f"the target was not loaded after {self._limits.load_s:g} s")
