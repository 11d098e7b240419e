"""An axis of a plot in the look of the house: words, and no lines. GUI thread.

It imports pyqtgraph.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QColor

from tuner_gui.ui.charts.ticks import Ticks

TEXT_GAP = 5
"""Pixels between the words of the upright axis and its edge."""

_OVERHANG = 28
"""How far a text may stand out beyond the end of its axis."""


class QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """Only the texts at the ticks; it is told which."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.ticks = Ticks()
        self.enableAutoSIPrefix(False)
        offset = TEXT_GAP if orientation == "left" else 1
        self.setStyle(
            tickLength=0,
            tickAlpha=0,
            tickTextOffset=offset,
            autoExpandTextSpace=False,
            hideOverlappingLabels=_OVERHANG,
        )
        self.setPen(QColor(0, 0, 0, 0))

    def tickValues(self, *_range: float) -> list[tuple[None, list[float]]]:  # noqa: N802
        """One level of ticks."""
        return [(None, list(self.ticks.at))]

    def tickStrings(self, values: list[float], *_scale: float) -> list[str]:
        """Their labels."""
        return list(self.ticks.labels[: len(values)])
