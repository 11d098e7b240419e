"""The pane: light at start-up, the chart once it is shown, a word while there are no trials."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget
from pytestqt.qtbot import QtBot

from tests.ui.charts.reporting import reports, told
from tests.ui.charts.sweeps import events, store, trial
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.charts_panel import ChartsPanel
from tuner_gui.ui.style.theme import Theme


@pytest.fixture
def live() -> LiveStore:
    return LiveStore()


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, live: LiveStore) -> ChartsPanel:
    made = ChartsPanel(live, TrialSelection(), theme)
    qtbot.addWidget(made)
    made.resize(600, 400)
    return made


def shown_name(panel: ChartsPanel) -> str:
    stack = panel.findChild(QStackedWidget)
    assert stack is not None
    return stack.currentWidget().objectName()


def test_that_importing_the_panel_does_not_import_pyqtgraph() -> None:
    program = (
        "import sys, tuner_gui.ui.charts.charts_panel\n"
        "sys.exit('pyqtgraph' in sys.modules or 'tuner_gui.ui.charts.history_chart' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_that_the_chart_is_made_after_the_panel_is_shown(qtbot: QtBot, panel: ChartsPanel) -> None:
    assert not panel.is_ready
    panel.show()
    assert not panel.is_ready
    qtbot.waitUntil(lambda: panel.is_ready)


def test_that_a_panel_without_trials_says_what_to_do(panel: ChartsPanel) -> None:
    panel.history()
    assert shown_name(panel) == "charts_empty"


def test_that_what_is_missing_for_a_sweep_is_said_instead_of_run(panel: ChartsPanel) -> None:
    sentence = panel.findChild(QLabel, "charts_empty_sentence")
    assert sentence.text().startswith("Press Run to start")
    panel.set_obstacle("Choose a target to train.")
    assert sentence.text() == "Choose a target to train."
    panel.set_obstacle("")
    assert sentence.text().startswith("Press Run to start")


def test_that_the_first_trial_brings_the_chart_and_a_new_sweep_the_word(
    panel: ChartsPanel, live: LiveStore
) -> None:
    panel.history()
    live.apply(events([trial(0, 0.5)]))
    assert shown_name(panel) == "history_chart"
    live.replace(store([]))
    assert shown_name(panel) == "charts_empty"


def test_that_trials_that_came_before_the_chart_are_in_it(
    panel: ChartsPanel, live: LiveStore
) -> None:
    panel.set_planned(80)
    live.apply(events([trial(number, number / 10) for number in range(10)]))
    panel.show()
    chart = panel.history()
    QApplication.processEvents()
    assert shown_name(panel) == "history_chart"
    assert "10 trials" in chart.accessibleDescription()
    assert chart.view.frame().right == pytest.approx(79, abs=5)


def test_that_the_way_back_is_offered_only_while_zoomed(
    qtbot: QtBot, panel: ChartsPanel, live: LiveStore
) -> None:
    live.apply(events([trial(number, number / 10) for number in range(10)]))
    panel.show()
    chart = panel.history()
    before = chart.view.frame()
    assert not panel.reset_link.isVisible()
    chart.view.zoom(0.5)
    assert panel.reset_link.isVisible()
    panel.reset_link.click()
    assert not panel.reset_link.isVisible()
    assert chart.view.frame() == before


# curves


def test_that_there_is_a_tab_for_curves_that_says_how_to_get_them(
    panel: ChartsPanel, live: LiveStore
) -> None:
    panel.history()
    live.apply(events([trial(0, 0.5)]))
    panel.tabs.choose("curves")
    assert shown_name(panel) == "curves_empty"
    sentence = panel.findChild(QLabel, "curves_empty_sentence").text()
    assert sentence.startswith("No trial has reported a step yet")
    assert "report(step" in sentence
    live.apply(told(1, [0.5, 0.6]))
    assert shown_name(panel) == "curves_chart"
    live.replace(store([]))
    assert shown_name(panel) == "curves_empty"
    panel.tabs.choose("history")
    assert shown_name(panel) == "charts_empty"


def test_that_the_metric_is_chosen_where_there_are_several(
    panel: ChartsPanel, live: LiveStore
) -> None:
    panel.show()
    live.replace(store([]))
    live.apply(told(0, [0.5, 0.6], TrialState.RUNNING))
    panel.tabs.choose("curves")
    assert not panel.metric_box.isVisible()
    live.apply(reports(0, [2.0, 1.0], metric="loss"))
    assert panel.metric_box.isVisible()
    assert panel.metric_box.currentText() == "accuracy"
    QTest.keyClick(panel.metric_box, Qt.Key.Key_Down)
    assert panel.curves().shown_metric == "loss"
    panel.tabs.choose("history")
    assert not panel.metric_box.isVisible()


def test_that_each_chart_has_its_own_way_back(
    qtbot: QtBot, panel: ChartsPanel, live: LiveStore
) -> None:
    live.apply(told(0, [0.5, 0.6]))
    panel.show()
    panel.history().view.zoom(0.5)
    panel.tabs.choose("curves")
    assert not panel.reset_link.isVisible()
    before = panel.curves().view.frame()
    panel.curves().view.zoom(0.5)
    panel.reset_link.click()
    assert panel.curves().view.frame() == before
    assert not panel.reset_link.isVisible()
    panel.tabs.choose("history")
    assert panel.reset_link.isVisible()
