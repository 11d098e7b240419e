"""A job that has not ended: since when it runs, what is due next, and the verdict over it."""

from __future__ import annotations

import math
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobStarted
from tuner_gui.core.trial import TrialError
from tuner_gui.executors.failures import timed_out, too_large

if TYPE_CHECKING:
    from tuner_gui.core.executor import TrialJob
    from tuner_gui.executors.limits import HostLimits


_LAST_WORD_S = 1.0
"""So long may a host take to tell that the command which it ran has been killed."""


_WEIGH_EVERY_S = 0.25


class OpenJob:
    """The course of one job, from `submit` to its end.

    A job that is to end has a verdict, `stopped`, `timeout` or `memory`. It is asked first, then
    terminated, then killed; `due` says when the next step is taken. While it is suspended nothing
    is due, and its time stands still.
    """

    def __init__(self, job: TrialJob, limits: HostLimits) -> None:
        self.job = job
        self.number = job.number
        self.verdict: TrialError | None = None
        self.is_terminated = False
        self.is_doomed = False
        """True once it is to end without being asked."""
        self._limits = limits
        self._step_due = monotonic() + limits.load_s
        self._weigh_due = math.inf
        self._since: float | None = None
        self._is_loading = True
        self._suspended_since: float | None = None
        self._suspended_s = 0.0

    @property
    def due(self) -> float:
        """When it is to be looked at: a step is due, or it is to be weighed."""
        return min(self.step_due, self._weigh_due if self._runs else math.inf)

    @property
    def step_due(self) -> float:
        """When the next step against it is to be taken."""
        return self._step_due if self._runs else math.inf

    @property
    def _runs(self) -> bool:
        return self._suspended_since is None

    @property
    def has_begun(self) -> bool:
        """True once the pipeline has been told that it started."""
        return self._since is not None

    def begin(self, worker: str) -> JobStarted:
        """Notes that a worker has it; returns what to tell the pipeline."""
        self._since = monotonic()
        if self.job.memory_limit_mb is not None:
            self._weigh_due = self._since + _WEIGH_EVERY_S
        return JobStarted(self.number, worker)

    def start_clock(self) -> None:
        """Starts the time that the trial has, now that the target is loaded; once."""
        if not self._is_loading:
            return
        self._is_loading = False
        self._since = monotonic()
        self._suspended_s = 0.0
        if self._suspended_since is not None:
            self._suspended_since = self._since
        if self.verdict is None:
            timeout_s = self.job.timeout_s
            self._step_due = math.inf if timeout_s is None else self._since + timeout_s

    def suspend(self) -> None:
        """Stops its time."""
        if self._suspended_since is None:
            self._suspended_since = monotonic()

    def wake(self) -> None:
        """Lets its time go on."""
        if self._suspended_since is None:
            return
        stood_s = monotonic() - self._suspended_since
        self._suspended_since = None
        self._suspended_s += stood_s
        self._step_due += stood_s
        if self._since is not None:
            self._since += stood_s

    def is_to_be_weighed(self, now: float) -> bool:
        """Says whether its memory is to be looked at now; if so, not again for a while."""
        if not self._runs or now < self._weigh_due:
            return False
        self._weigh_due = now + _WEIGH_EVERY_S
        return True

    def excess(self, held_mb: float) -> TrialError | None:
        """Returns the verdict over a trial that holds so much memory; None where it may."""
        allowed_mb = self.job.memory_limit_mb
        if allowed_mb is None or held_mb <= allowed_mb:
            return None
        return too_large(held_mb, allowed_mb)

    def condemn(self, verdict: TrialError | None = None) -> None:
        """Notes that it is to end, by default for having taken too long."""
        self.verdict = verdict or self._too_late()
        self._step_due = monotonic() + self._limits.cooperative_s

    def doom(self, verdict: TrialError) -> None:
        """Notes that it is to end at once; a verdict that there is already stays."""
        self.verdict = self.verdict or verdict
        self.is_doomed = self.is_terminated = True
        self._weigh_due = math.inf
        self._step_due = monotonic() + _LAST_WORD_S

    def terminate(self) -> None:
        """Notes that asking was in vain."""
        self.is_terminated = True
        self._step_due = monotonic() + self._limits.terminate_s

    def end_as(self, end: JobDone | JobFailed | JobLost) -> JobDone | JobFailed | JobLost:
        """Returns how it ended, given the verdict and what the host says.

        A trial that finishes while it is being stopped has finished; what comes too late is lost.
        """
        if self.verdict is None or (isinstance(end, JobDone) and self.verdict.kind != "timeout"):
            return self._without_suspension(end)
        metrics = {} if isinstance(end, JobFailed) else end.metrics
        return replace(self.lost(self.verdict), metrics=metrics)

    def lost(self, error: TrialError) -> JobLost:
        """Returns its end where it has no result; a verdict goes before any other reason."""
        until = monotonic() if self._suspended_since is None else self._suspended_since
        took_ms = 0.0 if self._since is None else max(0.0, until - self._since) * 1e3
        return JobLost(self.number, self.verdict or error, took_ms)

    def _without_suspension(
        self, end: JobDone | JobFailed | JobLost
    ) -> JobDone | JobFailed | JobLost:
        """The host's clock went on meanwhile."""
        if not self._suspended_s:
            return end
        return replace(end, duration_ms=max(0.0, end.duration_ms - self._suspended_s * 1e3))

    def _too_late(self) -> TrialError:
        if not self._is_loading:
            return timed_out(self.job.timeout_s or 0.0)
        return TrialError("timeout", f"the target was not loaded after {self._limits.load_s:g} s")
