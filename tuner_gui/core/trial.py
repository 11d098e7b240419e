"""A trial: one set of parameters, tried once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tuner_gui.core.nesting import Params


def trial_stem(number: int) -> str:
    """Returns how the log, and the folder, of a trial are called."""
    return f"trial-{number:06d}"


class TrialState(StrEnum):
    """Where a trial stands."""

    RUNNING = "running"
    COMPLETE = "complete"
    PRUNED = "pruned"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def is_finished(self) -> bool:
        """True for every state but RUNNING."""
        return self is not TrialState.RUNNING


class TrialOrigin(StrEnum):
    """Why a trial was run."""

    STRATEGY = "strategy"
    """The strategy asked for it."""
    QUEUED = "queued"
    """A person typed its parameters."""
    AGAIN = "again"
    """A person asked for an earlier trial again."""
    RETRY = "retry"
    """An earlier trial died or timed out."""


SKIPPED = "skipped"
"""The error kind of a trial that was skipped: another one takes its place in the budget."""

CurvePoint: TypeAlias = tuple[int, float]
"""A step, and what the objective's metric was reported to be there."""

_OWN_ERRORS = frozenset({"TuningError", "TrainFailure", "InvalidSpace", "Internal"})
"""Of core/errors: their messages are whole sentences."""


@dataclass(frozen=True, slots=True)
class TrialError:
    """Why a trial has no metric.

    Args:
        kind: the exception's class name, or `timeout`, `died`, `memory`, `stopped`, `skipped`,
            `metric`.
        message: one line for a person.
        traceback: the tail of the traceback, or an empty string.
    """

    kind: str
    message: str
    traceback: str = ""

    @property
    def title(self) -> str:
        """The exception's name where the target raised it; what is our own speaks for itself."""
        is_exception = self.kind.rpartition(".")[2][:1].isupper()
        return self.kind if is_exception and self.kind not in _OWN_ERRORS else ""

    @property
    def reason(self) -> str:
        """The message without the title that it may begin with."""
        return self.message.strip().removeprefix(self.title).removeprefix(": ")

    @property
    def sentence(self) -> str:
        """Title and reason, as Python ends a traceback; the kind where both are missing."""
        return ": ".join(filter(None, (self.title, self.reason))) or self.kind


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """All that is known of a trial. A record without a finite metric is legal unless COMPLETE.

    Args:
        number: 0, 1, 2, … in the order of asking.
        params: values under their names; dotted names are nested mappings.
        state: where it stands.
        metric: the objective's value; None of a PRUNED trial, whose last report is in `metrics`.
        metrics: all that the trial returned.
        duration_ms: wall time in milliseconds, once finished.
        started_at: when its worker began, with time zone.
        error: why it has no metric.
        worker: the name of the worker that ran it.
        space_revision: the revision of the space that its parameters came from.
        seed: the trial's own seed.
        origin: why it was run.
        source: the number of the trial that it repeats.
        curve: what it reported of the objective while it ran, thinned.

    Raises:
        ValueError: it is COMPLETE, but its metric is missing, NaN or infinite.
    """

    number: int
    params: Params
    state: TrialState
    metric: float | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    duration_ms: float | None = None
    started_at: datetime | None = None
    error: TrialError | None = None
    worker: str = ""
    space_revision: int = 1
    seed: int | None = None
    origin: TrialOrigin = TrialOrigin.STRATEGY
    source: int | None = None
    curve: tuple[CurvePoint, ...] = ()

    @property
    def counts(self) -> bool:
        """True where it takes a place in the budget: it was not skipped, and is no retry."""
        if self.origin is TrialOrigin.RETRY:
            return False
        return self.error is None or self.error.kind != SKIPPED

    def __post_init__(self) -> None:
        if self.state is not TrialState.COMPLETE:
            return
        if self.metric is None:
            raise ValueError(f"Trial {self.number} is complete, but has no metric.")
        if not math.isfinite(self.metric):
            raise ValueError(f"Trial {self.number} is complete, but its metric is {self.metric}.")
