"""What tests see of a chart and do to it: places, pixels, the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.charts.reporting import told
from tests.ui.charts.sweeps import events, failed, pruned, running, trial

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.ui.charts.curves_chart import CurvesChart
    from tuner_gui.ui.charts.history_chart import HistoryChart
    from tuner_gui.ui.charts.plot_chart import PlotChart

SWEEP = [
    trial(0, 0.801, depth=3),
    trial(1, 0.907, depth=5),
    trial(2, 0.853, depth=4),
    failed(3, depth=-1),
    pruned(4, 0.827),
    trial(5, 0.887, depth=5),
    trial(6, 0.867, depth=4),
    running(7, depth=6),
]


def take(live: LiveStore, *happened: ExperimentEvent) -> None:
    live.apply(list(happened))
    QApplication.processEvents()


def take_trials(live: LiveStore, records: list[TrialRecord]) -> None:
    take(live, *events(records))


def take_crowd(live: LiveStore, low: float = 0.0, high: float = 1.0) -> None:
    """So many curves that one paint does not draw them all."""
    values = np.random.default_rng(3).uniform(low, high, (1_200, 8)).tolist()
    live.apply([event for number, each in enumerate(values) for event in told(number, each)])


# places


def mark_at(chart: HistoryChart, row: int) -> QPoint:
    """Where the mark of a row is, in pixels of the view."""
    spot, corner = chart.layer.spot(row), chart.view.box.scenePos()
    return QPoint(int(spot.x()), int(spot.y())) + corner.toPoint()


def value_at(chart: CurvesChart, step: float, value: float) -> QPoint:
    """Where a value is, in pixels of the view."""
    frame, corner = chart.layer.frame, chart.view.box.scenePos()
    spot = QPointF(float(frame.x(step)), float(frame.y(value))) + corner
    return QPoint(int(spot.x()), int(spot.y()))


# pixels


def image_of(chart: PlotChart) -> QImage:
    QApplication.processEvents()  # the layout of the scene settles
    return chart.view.grab().toImage()


def drawn(chart: CurvesChart) -> QImage:
    """The image once all curves are in it."""
    image_of(chart)
    while not chart.layer.is_whole:
        chart.view.viewport().repaint()
    return image_of(chart)


def numbers(image: QImage) -> np.ndarray:
    """The channels of each pixel, shape (height, width, 4)."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).astype(int)
    return flat.reshape(image.height(), image.width(), 4)


def difference(one: QImage, other: QImage) -> np.ndarray:
    """How far each pixel is from the other's, of 255, shape (height, width)."""
    return np.abs(numbers(one) - numbers(other)).max(axis=2)


def ink(image: QImage) -> float:
    """How far the middle of a picture is from white, on average."""
    middle = image.copy(image.rect().adjusted(100, 100, -100, -100))
    return 255 - float(numbers(middle)[..., :3].mean())


def colour_at(image: QImage, point: QPoint) -> QColor:
    return image.pixelColor(point.x(), point.y())


def mixed(ground: str, over: str, opacity: float) -> QColor:
    under, top = QColor(ground), QColor(over)
    channels = zip(under.getRgb()[:3], top.getRgb()[:3], strict=True)
    return QColor(*(round(a + (b - a) * opacity) for a, b in channels))


def assert_like(colour: QColor, wanted: QColor, slack: int = 3) -> None:
    channels = zip(colour.getRgb()[:3], wanted.getRgb()[:3], strict=True)
    assert all(abs(a - b) <= slack for a, b in channels), (colour.name(), wanted.name())


def has_colour(image: QImage, at: QPoint, colour: str, slack: int = 60) -> bool:
    """Whether a colour is within 2 pixels of a place."""
    wanted = QColor(colour).getRgb()[:3]
    near = [at + QPoint(x, y) for x in range(-2, 3) for y in range(-2, 3)]
    seen = [image.pixelColor(point).getRgb()[:3] for point in near]
    return any(max(abs(a - b) for a, b in zip(each, wanted, strict=True)) <= slack for each in seen)


# the pointer


def move_to(chart: PlotChart, at: QPoint) -> None:
    QTest.mouseMove(chart.view.viewport(), at)
    QTest.qWait(15)  # the scene skips moves that follow one another too fast
    QTest.mouseMove(chart.view.viewport(), at + QPoint(1, 0))
    QApplication.processEvents()


def tip_of(chart: PlotChart) -> tuple[str, str] | None:
    """The two lines of the tip; None while there is none."""
    if not chart.tip.isVisible():
        return None
    title, detail = chart.tip.findChildren(QLabel)
    return title.text(), detail.text()
