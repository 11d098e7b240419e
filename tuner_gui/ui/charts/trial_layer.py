"""What a layer of trials is asked for: the selected row, the spot under the pointer. GUI thread.

It imports pyqtgraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from tuner_gui.ui.charts.plot_layer import PlotLayer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PySide6.QtCore import QPointF

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.style.theme import Theme


class TrialTrace(Protocol):
    """What a chart shows of a store."""

    store: TrialStore
    hidden: npt.NDArray[np.int64]
    """The numbers of trials that a person has hidden: nothing stands for them."""

    def beside(self, row: int | None, step: int) -> int | None:
        """Returns the shown row before (-1) or after (1) one; from None on, the first or last."""
        ...


Trace = TypeVar("Trace", bound=TrialTrace)


class TrialLayer(PlotLayer, Generic[Trace]):
    """Paints a trace."""

    def __init__(self, theme: Theme, trace: Trace) -> None:
        super().__init__(theme)
        self.trace = trace
        """What is shown."""
        self.selected: int | None = None
        """The row that stands out."""
        self.hovered: Spot | None = None
        """What is under the pointer."""

    def show_trace(self, trace: Trace) -> None:
        """Shows another trace."""
        self.trace = trace
        self.selected = self.hovered = None
        self.redraw()

    def near(self, pixel: QPointF) -> Spot | None:
        """Returns what the pointer means at a pixel of the box."""
        raise NotImplementedError
