"""How much a sweep may spend, and when it gives up."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Budget(BaseModel):
    """The limits of a sweep; whichever comes first ends it.

    Args:
        trials: how many trials; None lets a grid run whole, other strategies refuse.
        time_limit_s: no new trial starts after so many seconds.
        concurrency: how many trials run at a time.
        trial_timeout_s: a trial that takes longer is killed and FAILED.
        first_failures: a sweep whose first so many trials all fail pauses and asks; 0 never.
        failures_in_a_row: likewise for so many failures in a row; 0 never.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trials: int | None = Field(default=None, ge=1, le=100_000_000)
    time_limit_s: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    concurrency: int = Field(default=1, ge=1, le=1024)
    trial_timeout_s: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    first_failures: int = Field(default=5, ge=0)
    failures_in_a_row: int = Field(default=20, ge=0)
