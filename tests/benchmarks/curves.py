"""The curves chart, 1000 × 600: trials of 100 steps, everything drawn anew, and more of them."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, median_ms, seconds
from tuner_gui.core.events import ExperimentEvent, TrialCompleted, TrialReported, TrialStarted
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.ui.charts.curves_chart import CurvesChart

SIZE = (1000, 600)
STEPS = 100
TRIALS = (50, 1_000, 10_000)
RUNNING = 4
A_FRAME_MS = 33.0
"""What a paint may take on a slow machine."""


def value(number: int, step: int) -> float:
    best = 0.95 - 0.5 * (number * 0.618033988749895 % 1.0) ** 2
    noise = 0.01 * math.sin(1.7 * step + number)
    return best * (1 - math.exp(-step / (5 + number % 23))) + noise


def started(number: int) -> TrialStarted:
    return TrialStarted(TrialRecord(number, {}, TrialState.RUNNING))


def reports(number: int, first: int, last: int) -> list[ExperimentEvent]:
    steps = range(first, last + 1)
    return [TrialReported(number, step, {"accuracy": value(number, step)}) for step in steps]


def completed(number: int) -> TrialCompleted:
    metric = value(number, STEPS)
    return TrialCompleted(TrialRecord(number, {}, TrialState.COMPLETE, metric))


def store_with(trials: int) -> TrialStore:
    store = TrialStore(Objective("accuracy"))
    for number in range(trials):
        store.apply([started(number), *reports(number, 1, STEPS), completed(number)])
    for number in range(trials, trials + RUNNING):
        store.apply([started(number), *reports(number, 1, STEPS // 2)])
    return store


def make_chart() -> tuple[CurvesChart, LiveStore]:
    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.charts.curves_chart import CurvesChart
    from tuner_gui.ui.style.theme import Theme

    live = LiveStore()
    chart = CurvesChart(live, TrialSelection(live), Theme("dark", live))
    chart.resize(*SIZE)
    return chart, live


def measure() -> Iterator[Figure]:
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    chart, live = make_chart()
    chart.show()
    middle = QPointF(SIZE[0] / 2, SIZE[1] / 2)
    for trials in TRIALS:
        what = f"{trials:,} trials"
        store = store_with(trials)
        taken = 1000 * seconds(lambda store=store: live.replace(store))
        app.processEvents()
        yield Figure(f"{what}, read from the store", taken, "ms")
        whole, each = redrawn(chart)
        yield Figure(f"{what}, drawn anew: altogether", whole, "ms")
        yield Figure(f"{what}, drawn anew: each paint", each, "ms", A_FRAME_MS)
        repaint = median_ms(chart.view.viewport().repaint)
        yield Figure(f"{what}, painted again", repaint, "ms", A_FRAME_MS / 2)
        yield Figure(f"{what}, a report of each that runs", median_ms(reporting(chart, live)), "ms")
        yield Figure(f"{what}, one ends, one starts", median_ms(ending(chart, live)), "ms", 20)
        moving = median_ms(partial(chart.view.pointer_moved.emit, middle))
        yield Figure(f"{what}, the pointer moves", moving, "ms", 20)
        chart.view.pointer_left.emit()
    chart.deleteLater()


def redrawn(chart: CurvesChart) -> tuple[float, float]:
    """How long all paints take together until every curve is drawn, and the median of them."""
    chart.layer.redraw()
    each = []
    while not chart.layer.is_whole:
        start = time.perf_counter()
        chart.view.viewport().repaint()
        each.append(1000 * (time.perf_counter() - start))
    return sum(each), statistics.median(each)


def reporting(chart: CurvesChart, live: LiveStore) -> Callable[[], None]:
    count = len(live.store)
    steps = iter(range(STEPS // 2 + 1, STEPS + 1))

    def report() -> None:
        step = next(steps)
        live.apply([each for n in range(count - RUNNING, count) for each in reports(n, step, step)])
        chart.view.viewport().repaint()

    return report


def ending(chart: CurvesChart, live: LiveStore) -> Callable[[], None]:
    numbers = iter(range(len(live.store), 10 * len(live.store)))

    def end() -> None:
        number = next(numbers)
        live.apply([started(number), *reports(number, 1, STEPS), completed(number)])
        chart.view.viewport().repaint()

    return end
