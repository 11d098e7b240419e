"""The rules of early stopping as data, and the seam behind which a pruner sits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Protocol, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tuner_gui.core.offered import Offered

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialRecord


class MedianRule(Offered):
    """Worse than the median of the earlier trials at the same step."""

    title: ClassVar[str] = "Median"
    advice: ClassVar[str] = (
        "Stops a trial that is worse than half of the others were at the same step; safe to start."
    )

    kind: Literal["median"] = "median"
    startup_trials: int = Field(
        default=5,
        ge=0,
        le=10_000,
        title="Trials first",
        description="So many trials run to their end before any is stopped.",
    )
    warmup_steps: int = Field(
        default=3,
        ge=0,
        title="Steps first",
        description="No trial is stopped before this step.",
    )


class AshaRule(Offered):
    """Asynchronous successive halving."""

    title: ClassVar[str] = "Successive halving (ASHA)"
    advice: ClassVar[str] = (
        "Lets only the best part of the trials go on at growing steps; saves most with many trials."
    )

    kind: Literal["asha"] = "asha"
    min_steps: int | None = Field(
        default=None,
        ge=1,
        title="First check after",
        description="Steps until a trial is first judged; none finds it from the first trial.",
    )
    reduction: int = Field(
        default=4,
        ge=2,
        le=100,
        title="Keep one of",
        description="At each check the best of so many trials goes on.",
    )


class HyperbandRule(Offered):
    """Successive halving with several starts at once."""

    title: ClassVar[str] = "Hyperband"
    advice: ClassVar[str] = (
        "Like successive halving, but some trials are judged late: for curves that start slowly."
    )

    kind: Literal["hyperband"] = "hyperband"
    min_steps: int = Field(
        default=1,
        ge=1,
        title="First check after",
        description="Steps until the earliest trials are first judged.",
    )
    max_steps: int | None = Field(
        default=None,
        ge=1,
        title="Steps of a trial",
        description="How long a whole trial is; none finds it from the first trial.",
    )
    reduction: int = Field(
        default=3,
        ge=2,
        le=100,
        title="Keep one of",
        description="At each check the best of so many trials goes on.",
    )

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.max_steps is not None and self.max_steps < self.min_steps:
            raise PydanticCustomError(
                "max_steps", "The steps of a trial are fewer than those until the first check."
            )
        return self


class PatienceRule(Offered):
    """No progress of its own for a number of steps."""

    title: ClassVar[str] = "Patience"
    advice: ClassVar[str] = (
        "Stops a trial that no longer gets better by itself; give whole trials time to end, since "
        "one that is stopped is never the best."
    )

    kind: Literal["patience"] = "patience"
    patience: int = Field(
        default=10,
        ge=1,
        title="Patience",
        description="So many steps may pass without getting better.",
    )
    min_delta: float = Field(
        default=0.0,
        ge=0,
        allow_inf_nan=False,
        title="Least gain",
        description="A smaller gain does not count as better.",
    )


class ThresholdRule(Offered):
    """Outside fixed bounds."""

    title: ClassVar[str] = "Threshold"
    advice: ClassVar[str] = "Stops a trial whose metric leaves the bounds that you set."

    kind: Literal["threshold"] = "threshold"
    lower: float | None = Field(
        default=None, allow_inf_nan=False, title="At least", description="Lower is stopped."
    )
    upper: float | None = Field(
        default=None, allow_inf_nan=False, title="At most", description="Higher is stopped."
    )
    warmup_steps: int = Field(
        default=0,
        ge=0,
        title="Steps first",
        description="No trial is stopped before this step.",
    )

    @model_validator(mode="after")
    def _has_bounds(self) -> Self:
        if self.lower is None and self.upper is None:
            raise PydanticCustomError("bounds", "A threshold needs a lower or an upper bound.")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise PydanticCustomError("bounds", "The lower bound is above the upper bound.")
        return self


EarlyStopping: TypeAlias = Annotated[
    MedianRule | AshaRule | HyperbandRule | PatienceRule | ThresholdRule,
    Field(discriminator="kind"),
]

EARLY_STOPPING_RULES: tuple[
    type[MedianRule | AshaRule | HyperbandRule | PatienceRule | ThresholdRule], ...
] = (MedianRule, AshaRule, HyperbandRule, PatienceRule, ThresholdRule)


class Pruner(Protocol):
    """Judges trials by what they report of the objective's metric; several at a time."""

    def report(self, number: int, step: int, value: float) -> bool:
        """Takes a finite value; returns True where the trial is to be stopped."""
        ...

    def end(self, record: TrialRecord) -> None:
        """Takes a trial that has ended, also one that it has not heard of: its curve counts."""
        ...
