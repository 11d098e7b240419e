"""How long, and how much, a trial host may take before it is asked, told and made to go."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.executors.host_process import HostProcess

_WEIGH_EVERY_S = 1.0
_SHARE_THAT_MAY_BE_LEFT = 0.25


@dataclass(frozen=True, slots=True)
class HostLimits:
    """The limits of the hosts of one executor.

    Args:
        load_s: how long a host may take to start and to load its target. A trial's timeout counts
            from then on.
        cooperative_s: a trial that is to end may take so long to report or to finish by itself ...
        terminate_s: ... then, after SIGTERM, so long; then it is killed.
        leave_s: an idle host may take so long to exit in good order.
        trials: a host is replaced after so many trials.
        growth_mb: a host is replaced when it holds so much more memory than early in its life.
    """

    load_s: float = 300.0
    cooperative_s: float = 1.0
    terminate_s: float = 0.5
    leave_s: float = 2.0
    trials: int = 10_000
    growth_mb: float = 1024.0


class Wear:
    """Tells when a host has served long enough."""

    def __init__(self, limits: HostLimits) -> None:
        self._limits = limits
        self._trials = 0
        self._early_mb: float | None = None
        self._weigh_due = monotonic() + _WEIGH_EVERY_S

    def counts_out(self, host: HostProcess, memory_limit_mb: float | None = None) -> bool:
        """Counts a trial; returns True once the host is to be replaced.

        Args:
            host: the host.
            memory_limit_mb: what a trial may hold. What earlier ones have left behind in the host
                counts for the next: it may be a quarter of this.
        """
        self._trials += 1
        if self._trials >= self._limits.trials:
            return True
        now = monotonic()
        if memory_limit_mb is None and now < self._weigh_due:
            return False
        self._weigh_due = now + _WEIGH_EVERY_S
        held_mb = host.resident_mb
        if self._early_mb is None:
            self._early_mb = held_mb
        growth_mb = self._limits.growth_mb
        if memory_limit_mb is not None:
            growth_mb = min(growth_mb, memory_limit_mb * _SHARE_THAT_MAY_BE_LEFT)
        return held_mb - self._early_mb > growth_mb
