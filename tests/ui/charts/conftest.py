"""The charts, shown, with a store that is fed by the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.charts.lines import A, B
from tests.ui.charts.reporting import told
from tests.ui.charts.sweeps import store
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.compare_chart import CompareChart
from tuner_gui.ui.charts.curves_chart import CurvesChart
from tuner_gui.ui.charts.history_chart import HistoryChart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.charts.plot_chart import PlotChart
    from tuner_gui.ui.style.theme import Theme


@pytest.fixture
def live() -> LiveStore:
    made = LiveStore()
    made.replace(store([]))
    return made


@pytest.fixture
def selection() -> TrialSelection:
    return TrialSelection()


def show(qtbot: QtBot, chart: PlotChart) -> None:
    qtbot.addWidget(chart)
    chart.resize(640, 360)
    chart.show()
    QApplication.processEvents()


@pytest.fixture
def history(qtbot: QtBot, theme: Theme, live: LiveStore, selection: TrialSelection) -> HistoryChart:
    made = HistoryChart(live, selection, theme)
    show(qtbot, made)
    return made


@pytest.fixture
def curves(qtbot: QtBot, theme: Theme, live: LiveStore, selection: TrialSelection) -> CurvesChart:
    made = CurvesChart(live, selection, theme)
    show(qtbot, made)
    return made


@pytest.fixture
def filled(curves: CurvesChart, live: LiveStore) -> CurvesChart:
    """The curves of a best trial 0, a worse one 1, a pruned one 2, and one that runs, 3."""
    live.apply(
        [
            *told(0, [0.1, 0.5, 0.7, 0.8, 0.85, 0.9]),
            *told(1, [0.1, 0.2, 0.3, 0.35, 0.4, 0.42]),
            *told(2, [0.15, 0.25], TrialState.PRUNED),
            *told(3, [0.6, 0.65, 0.6], TrialState.RUNNING),
        ]
    )
    QApplication.processEvents()
    return curves


@pytest.fixture
def comparison(qtbot: QtBot, theme: Theme) -> CompareChart:
    """Two lines, of which one is shorter."""
    made = CompareChart(theme)
    show(qtbot, made)
    made.show_lines([A, B], is_maximized=True, is_time=False)
    QApplication.processEvents()
    return made
