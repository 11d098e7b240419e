"""Learning curves: they grow while trials run, and lead from a line to its trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel

from tuner_gui import TrialState
from tuner_gui.resources import resource_path
from tuner_gui.ui.chrome.tabs import SegmentedTabs

if TYPE_CHECKING:
    from tests.flows.conftest import Person
    from tuner_gui.ui.charts.curves_chart import CurvesChart

TRIALS = 4


def click_tab(person: Person, key: str) -> None:
    tabs = person.find(SegmentedTabs, "chart_tabs")
    (index,) = (each for each in range(tabs.count()) if tabs.tabData(each) == key)
    person.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(index).center())


def lone_point(chart: CurvesChart, rows: int) -> tuple[int, QPoint]:
    """A row, and a pixel of the view that is nearer to its line than to any other."""
    frame, corner = chart.layer.frame, chart.view.box.scenePos()
    for row in range(rows):
        steps, values = chart._live.store.reported(row, chart.shown_metric)
        for step, value in zip(steps.tolist(), values.tolist(), strict=True):
            x, y = float(frame.x(step)), float(frame.y(value))
            spot = chart._trace.near(frame, x, y, 8.0)
            if spot is not None and spot.row == row and 10 < y < frame.height - 10:
                return row, (QPointF(x, y) + corner).toPoint()
    raise AssertionError("all lines lie on each other")


def test_that_curves_grow_while_trials_run_and_lead_to_their_trials(person: Person) -> None:
    person.workbench.files.open_example(
        resource_path("examples", "digits-learning-curve.tuner.json")
    )
    person.wait(lambda: not person.window.is_welcoming)
    person.wait(lambda: not person.workbench.sweep.why_not_run())
    person.type_into("setup_trials", str(TRIALS))
    person.wait(lambda: person.workbench.panels.charts.is_ready)
    click_tab(person, "curves")
    sentence = person.find(QLabel, "curves_empty_sentence")
    assert sentence.text().startswith("No trial has reported a step yet")

    person.click("run_button")
    person.wait(lambda: person.sees("curves_chart"))
    chart = person.workbench.panels.charts.curves()
    assert person.phase.is_active, "curves are there while trials run"
    assert chart.shown_metric == "accuracy"
    first = chart.accessibleDescription()
    person.wait(lambda: chart.accessibleDescription() != first)
    person.wait_until_idle()
    store = person.store
    assert store.count(TrialState.COMPLETE) == TRIALS
    assert chart.accessibleDescription().startswith(f"{TRIALS} curves of accuracy")
    person.wait(lambda: chart.layer.is_whole)

    row, place = lone_point(chart, TRIALS)
    person.qtbot.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    number = int(store.numbers[row])
    assert person.workbench.services.selection.current == number
    trials = person.workbench.panels.trials
    assert trials.model.rows[trials.table.currentIndex().row()] == row
    steps, values = store.reported(row, "accuracy")
    said = person.find(QLabel, "trial_curve_words").text()
    assert said.startswith(f"accuracy {values[-1]:.4f} at step {steps[-1]}")

    other = trials.table.model().index((trials.table.currentIndex().row() + 1) % TRIALS, 0)
    trials.table.scrollTo(other)
    place = trials.table.visualRect(other).center()
    person.qtbot.mouseClick(trials.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert person.workbench.services.selection.current != number
    selected = person.workbench.services.selection.current
    assert selected is not None
    assert chart.layer.selected == person.store.row_of(selected)

    person.pick("curve_metric", "loss")
    assert chart.shown_metric == "loss"
    assert chart.accessibleDescription().startswith(f"{TRIALS} curves of loss")
