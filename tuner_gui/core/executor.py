"""The seam between the pipeline and where trials run: jobs in, messages out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.trial import TrialError


@dataclass(frozen=True, slots=True)
class TrialJob:
    """One trial to run.

    Args:
        number: the trial's number.
        params: its parameters, nested.
        seed: its own seed; also in the environment as TUNER_SEED while it runs in a host.
        metric: the name under which a lone returned number is kept.
        timeout_s: kill it after so many seconds; None never.
        memory_limit_mb: kill it once the process that it runs in, and all that it started, hold
            more than so many million bytes together; None never. A warm process counts whole, with
            its interpreter, the target's libraries, and what earlier trials left there.
    """

    number: int
    params: Params
    seed: int
    metric: str
    timeout_s: float | None = None
    memory_limit_mb: float | None = None


@dataclass(frozen=True, slots=True)
class JobStarted:
    """A worker began the job."""

    number: int
    worker: str


@dataclass(frozen=True, slots=True)
class JobReported:
    """The running trial reported metrics at a step."""

    number: int
    step: int
    metrics: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class JobLogged:
    """The running trial printed something (stdout and stderr together, undecoded)."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class JobDone:
    """The trial returned metrics. Ends the job."""

    number: int
    metrics: Mapping[str, float]
    duration_ms: float


@dataclass(frozen=True, slots=True)
class JobFailed:
    """The trial raised, or returned no number. Ends the job; the worker lives.

    Args:
        error: its kind is the exception's class name, or `pruned` where the trial gave itself up.
    """

    number: int
    error: TrialError
    duration_ms: float


@dataclass(frozen=True, slots=True)
class JobLost:
    """The trial's worker died, or the trial was made to end by the executor. Ends the job.

    Args:
        error: its kind is `died`, `timeout`, `stopped` (by `cancel` or `kill`) or `memory`.
        metrics: what it returned all the same, where it heard that it is to end, and did.
    """

    number: int
    error: TrialError
    duration_ms: float
    metrics: Mapping[str, float] = field(default_factory=dict)


ExecutorMessage: TypeAlias = JobStarted | JobReported | JobLogged | JobDone | JobFailed | JobLost


@runtime_checkable
class TrialExecutor(Protocol):
    """Runs jobs. Used by one thread: the pipeline's."""

    @property
    def capacity(self) -> int:
        """How many jobs may run at a time."""
        ...

    def submit(self, job: TrialJob) -> None:
        """Takes a job; call it only while fewer than `capacity` jobs are open."""
        ...

    def receive(self, timeout_s: float) -> Sequence[ExecutorMessage]:
        """Returns what arrived, waiting up to `timeout_s` for the first message.

        For each job: JobStarted, then reports and logs, then exactly one JobDone, JobFailed or
        JobLost. All that the trial printed comes before its end.
        """
        ...

    def cancel(self, number: int) -> None:
        """Ends a running job: cooperatively first, then by kill.

        JobLost `stopped` follows, unless the trial finishes by itself before it is told.
        """
        ...

    def close(self) -> None:
        """Ends all workers; kills what still runs. No process is left. May be called twice."""
        ...


@runtime_checkable
class Resizable(Protocol):
    """An executor whose number of workers can be changed."""

    def resize(self, workers: int) -> None:
        """Changes the number of workers; `capacity` is the new one from now on.

        Where they become fewer, those that are idle leave at once and busy ones after their trial:
        until then more jobs may be open than there is capacity.

        Raises:
            ValueError: there would be none.
        """
        ...


@runtime_checkable
class Suspending(Protocol):
    """An executor that can let its running trials stand still."""

    def suspend(self) -> None:
        """Stops every process of each trial that runs now, until `wake`.

        The time until then counts neither for timeouts nor in durations. Such a trial can still be
        killed; one that is cancelled runs on to its end. A job that is submitted meanwhile runs.
        """
        ...

    def wake(self) -> None:
        """Has all that stand still run on."""
        ...


@runtime_checkable
class ReportsAtOnce(Protocol):
    """An executor whose trials run inside `receive`, so that their reports would come too late."""

    def report_to(self, take: Callable[[JobReported], None]) -> None:
        """Hands reports to `take` as they are made, instead of returning them.

        It may call `cancel`: the trial then ends by that very report.
        """
        ...


@runtime_checkable
class Killing(Protocol):
    """An executor that can end a trial at once."""

    def kill(self, number: int) -> None:
        """Ends a running trial, and all that it started, without asking it.

        JobLost `stopped` follows, unless the trial has finished already.
        """
        ...
