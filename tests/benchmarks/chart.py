"""The history chart, 1000 × 600: everything drawn anew, and 300 trials more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.figures import Figure, median_ms
from tests.benchmarks.stores import big_store, complete
from tuner_gui.core.events import TrialCompleted

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.ui.charts.history_chart import HistoryChart

SIZE = (1000, 600)
SIZES = {10_000: 20.0, 100_000: 25.0, 1_000_000: 100.0}
"""Trials, and what a redraw may take in milliseconds on a slow machine."""

BATCH = 300
COMPARED = 100_000


def make_chart() -> tuple[HistoryChart, LiveStore]:
    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.charts.history_chart import HistoryChart
    from tuner_gui.ui.style.theme import Theme

    live = LiveStore()
    chart = HistoryChart(live, TrialSelection(live), Theme("dark", live))
    chart.resize(*SIZE)
    return chart, live


def scatter_ms(values: np.ndarray) -> float:
    """The same dots by pyqtgraph's own scatter plot."""
    import pyqtgraph

    plot = pyqtgraph.PlotWidget()
    plot.resize(*SIZE)
    scatter = pyqtgraph.ScatterPlotItem(size=6.5, pen=None, brush="#6c9bffbf")
    plot.addItem(scatter)
    plot.show()
    numbers = np.arange(len(values))

    def draw() -> None:
        scatter.setData(numbers, values)
        plot.viewport().repaint()

    return median_ms(draw, 3)


def measure() -> Iterator[Figure]:
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    chart, live = make_chart()
    chart.show()
    for trials, goal in SIZES.items():
        live.replace(big_store(trials))
        app.processEvents()
        yield Figure(f"{trials:,} trials, drawn anew", median_ms(redrawing(chart)), "ms", goal)
        yield Figure(f"{trials:,} trials, {BATCH} more", median_ms(growing(chart, live)), "ms")
        if trials == COMPARED:
            ours, theirs = median_ms(redrawing(chart)), scatter_ms(live.store.metric)
            yield Figure(f"{trials:,} trials, pyqtgraph's scatter plot", theirs, "ms")
            yield Figure("ours : scatter plot", ours / theirs, "×", 0.25)
    chart.deleteLater()


def redrawing(chart: HistoryChart) -> Callable[[], None]:
    def redraw() -> None:
        chart.layer.redraw()
        chart.view.viewport().repaint()

    return redraw


def growing(chart: HistoryChart, live: LiveStore) -> Callable[[], None]:
    chart.set_planned(2 * len(live.store))
    chart.view.viewport().repaint()
    batches = iter(range(len(live.store), 2 * len(live.store), BATCH))

    def grow() -> None:
        start = next(batches)
        live.apply([TrialCompleted(complete(number)) for number in range(start, start + BATCH)])
        chart.view.viewport().repaint()

    return grow
