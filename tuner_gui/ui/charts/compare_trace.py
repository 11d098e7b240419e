"""The lines of several sessions in one chart: where they are, and what is near. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tuner_gui.ui.charts.nearness import nearest_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.insight.best_line import BestLine
    from tuner_gui.ui.charts.framing import Frame

Floats = npt.NDArray[np.float64]

_BEGINNING = 0.05
"""What a line held only in the first part of its length need not be in view: the first few
trials are often so bad that all that follows would look the same."""


@dataclass(frozen=True, slots=True, eq=False)
class NamedLine:
    """The best so far of a session.

    Args:
        path: tells it among the others.
        slot: its place among the colours.
    """

    path: Path
    name: str
    slot: int
    line: BestLine


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a line, by their places."""

    line: int
    at: int


class CompareTrace:
    """Lines that hold a value until the next step.

    An ordinate is a value, or its decimal logarithm on a logarithmic axis, where values that are
    not positive have none.
    """

    def __init__(
        self, lines: Sequence[NamedLine], *, is_maximized: bool, is_log: bool = False
    ) -> None:
        self.lines = tuple(lines)
        self.is_maximized = is_maximized
        self.is_log = is_log
        self.end = max((each.line.end for each in lines), default=0.0)
        """The highest abscissa."""
        self._corners = [self._corners_of(each.line) for each in lines]
        self._x = _joined([x for x, _, _ in self._corners])
        self._y = _joined([y for _, y, _ in self._corners])
        counts = [len(x) for x, _, _ in self._corners]
        self._line_of = np.repeat(np.arange(len(lines), dtype=np.int32), counts)
        self._step_of = _joined([steps for _, _, steps in self._corners]).astype(np.intp)
        self.window = self._find_window()
        """The ordinates worth looking at; None where there are none."""

    def corners(self, line: int) -> tuple[Floats, Floats]:
        """Returns the corners of a line, abscissae and ordinates."""
        x, y, _ = self._corners[line]
        return x, y

    def point(self, step: Step) -> tuple[float, float]:
        """Returns where a step begins."""
        line = self.lines[step.line].line
        ordinates = self._ordinates(line.values[step.at : step.at + 1])
        return float(line.at[step.at]), float(ordinates[0])

    def leader(self) -> int | None:
        """Returns the line that ends best, of equals the one that came there first."""
        ends = [
            (-line.values[-1] if self.is_maximized else line.values[-1], line.at[-1], place)
            for place, line in enumerate(each.line for each in self.lines)
            if len(line)
        ]
        return min(ends)[2] if ends else None

    def near(self, frame: Frame, x: float, y: float, reach: float) -> Step | None:
        """Returns the step whose part of a line is nearest to a pixel."""
        if not len(self._x):
            return None
        _, found = nearest_line(self._x, self._y, self._line_of, frame, (x, y, reach))
        if found < 0:
            return None
        return Step(int(self._line_of[found]), int(self._step_of[found]))

    def _corners_of(self, line: BestLine) -> tuple[Floats, Floats, Floats]:
        ordinates = self._ordinates(line.values)
        x = np.repeat(line.at, 2)[1:]
        x = np.append(x, max(line.end, line.at[-1])) if len(line) else x
        y, steps = np.repeat(ordinates, 2), np.repeat(np.arange(len(line)), 2)
        is_known = np.isfinite(y)
        return x[is_known], y[is_known], steps[is_known].astype(np.float64)

    def _ordinates(self, values: Floats) -> Floats:
        if not self.is_log:
            return values
        return np.log10(values, out=np.full(len(values), np.nan), where=values > 0)

    def _find_window(self) -> tuple[float, float] | None:
        """The ends of all lines, and what they held after their beginnings."""
        shown = [np.empty(0)]
        for line in (each.line for each in self.lines if len(each.line)):
            begun = line.at[0] + _BEGINNING * (line.end - line.at[0])
            step = max(0, int(np.searchsorted(line.at, begun, side="right")) - 1)
            ordinates = self._ordinates(line.values[step:])
            shown.append(ordinates[np.isfinite(ordinates)])
        ordinates = np.concatenate(shown)
        return (float(ordinates.min()), float(ordinates.max())) if len(ordinates) else None


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate([np.empty(0), *parts])
