"""How much a sweep may spend, and when it gives up."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Budget(BaseModel):
    """The limits of a sweep; whichever comes first ends it: no new trial starts, running ones end.

    Args:
        trials: how many trials; None lets a grid run whole, other strategies refuse.
        time_limit_s: no new trial starts after so many seconds.
        total_trial_time_s: nor once all trials together took so many seconds.
        target_value: nor once a trial is as good as this.
        no_improvement_trials: nor once so many trials in a row were no better than the best.
        concurrency: how many trials run at a time.
        trial_timeout_s: a trial that takes longer is killed and FAILED.
        memory_limit_mb: so is one that holds more memory.
        trials_per_host: a worker's process is replaced after so many trials; None seldom.
        retries: a trial that died or timed out is run again so many times.
        retry_raised: so is one that raised an error.
        first_failures: a sweep whose first so many trials all fail pauses and asks; 0 never.
        failures_in_a_row: likewise for so many failures in a row; 0 never.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trials: int | None = Field(default=None, ge=1, le=100_000_000)
    time_limit_s: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    total_trial_time_s: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    target_value: float | None = Field(default=None, allow_inf_nan=False)
    no_improvement_trials: int | None = Field(default=None, ge=1, le=100_000_000)
    concurrency: int = Field(default=1, ge=1, le=1024)
    trial_timeout_s: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    memory_limit_mb: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    trials_per_host: int | None = Field(default=None, ge=1, le=100_000_000)
    retries: int = Field(default=0, ge=0, le=100)
    retry_raised: bool = False
    first_failures: int = Field(default=5, ge=0)
    failures_in_a_row: int = Field(default=20, ge=0)

    @property
    def ends_by_itself(self) -> bool:
        """True where the sweep ends whatever its strategy does; a target may never be reached."""
        limits = (
            self.trials,
            self.time_limit_s,
            self.total_trial_time_s,
            self.no_improvement_trials,
        )
        return any(limit is not None for limit in limits)
