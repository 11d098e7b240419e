"""The range the curves chart shows by itself, steady while reports arrive. No Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tuner_gui.ui.charts.framing import step_above, y_range

if TYPE_CHECKING:
    from tuner_gui.ui.charts.curve_trace import CurveTrace, Floats

Span = tuple[float, float]


class CurveFraming:
    """Steps and values in view while nobody zooms."""

    def __init__(self) -> None:
        self.steps: Span | None = None
        """The first and last abscissa shown; None before the first report."""
        self.values: Span | None = None
        """The lowest and highest ordinate shown; likewise."""

    def forget(self) -> None:
        """Lets the next range be as narrow as it can."""
        self.steps = self.values = None

    def follow(self, trace: CurveTrace, *, is_clipped: bool) -> bool:
        """Takes the curves there are by now; says whether the range has changed."""
        before = (self.steps, self.values)
        window = trace.value_range(is_clipped=is_clipped)
        if window is not None:
            self.values = y_range(window, self.values)
            self.steps = self._steps_for(trace.all_bounds(), trace)
        return (self.steps, self.values) != before

    def _steps_for(self, bounds: Floats, trace: CurveTrace) -> Span:
        """All steps; while only trials that run have come so far, some more."""
        first, last = float(bounds[:, 0].min()), float(bounds[:, 1].max())
        ended = float(trace.bounds[:, 1].max(initial=-math.inf))
        if last > ended:
            shown = self.steps[1] if self.steps is not None else -math.inf
            last = shown if shown >= last else self._with_room(last, trace)
        if last <= first:
            return first - 0.5, first + 0.5
        return first, last

    def _with_room(self, last: float, trace: CurveTrace) -> float:
        """A round step beyond the last one, so that the lines do not shrink with each report."""
        if not trace.is_log_x:
            return max(last, step_above(last * 1.04))
        return max(last, math.log10(step_above(10**last * 1.04)))
