"""The experiment events: a closed union, handled by one `match` with `assert_never`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.trial import TrialRecord


class FinishReason(StrEnum):
    """Why a sweep ended; BUDGET is the number of trials."""

    EXHAUSTED = "exhausted"
    BUDGET = "budget"
    TIME = "time"
    TRIAL_TIME = "trial_time"
    TARGET_REACHED = "target_reached"
    NO_IMPROVEMENT = "no_improvement"
    STOPPED = "stopped"
    ABORTED = "aborted"
    FAILURES = "failures"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class TrialStarted:
    """A worker began a trial; its record is RUNNING."""

    record: TrialRecord


@dataclass(frozen=True, slots=True)
class TrialReported:
    """A running trial reported metrics at a step."""

    number: int
    step: int
    metrics: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TrialCompleted:
    """A trial returned its metric; its record is COMPLETE."""

    record: TrialRecord


@dataclass(frozen=True, slots=True)
class TrialPruned:
    """A trial was stopped early by a pruner; its record is PRUNED."""

    record: TrialRecord


@dataclass(frozen=True, slots=True)
class TrialFailed:
    """A trial ended without a metric; its record is FAILED, or STOPPED where that was asked for."""

    record: TrialRecord


@dataclass(frozen=True, slots=True)
class TuningFinished:
    """The sweep ended. Exactly one, the last event, also after an error.

    Args:
        best: the best complete trial, if there is one.
        reason: why it ended.
        message: the reason in one sentence; the error's text after an error.
    """

    best: TrialRecord | None
    reason: FinishReason
    message: str = ""


ExperimentEvent: TypeAlias = (
    TrialStarted | TrialReported | TrialCompleted | TrialPruned | TrialFailed | TuningFinished
)
