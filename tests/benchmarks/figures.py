"""What a benchmark yields, and the ways to take a time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Args:
        what: what was measured.
        value: how much.
        unit: of what; × for a ratio.
        at_most: the goal; None where the number only explains another one.
    """

    what: str
    value: float
    unit: str
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        return self.at_most is None or self.value <= self.at_most


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def median_ms(call: Callable[[], object], times: int = 7) -> float:
    """The median of some calls in milliseconds, after one that does not count."""
    call()
    return 1000 * statistics.median(seconds(call) for _ in range(times))
