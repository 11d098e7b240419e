"""The main job from end to end: welcome, estimator, ranges, Run, watch, take the best away."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListView, QPushButton

from tests.flows.conftest import Person
from tuner_gui import BundledSpec, EstimatorSpec, Int, RandomKind, TrialState
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.session.file import read_session


def choose_estimator(person: Person, name: str) -> None:
    """Types into the list that the welcome card has opened, and takes the first match."""
    search = "setup_target_popup_search"
    person.wait(lambda: person.sees(search))
    person.type_into(search, name)
    person.press(search, Qt.Key.Key_Return)
    person.wait(lambda: not person.sees(search))


def select_parameter(person: Person, name: str) -> None:
    rows = person.find(QListView, "space_list")
    row = [parameter.name for parameter in person.workbench.panels.setup.config().space].index(name)
    place = rows.visualRect(rows.model().index(row, 0)).center()
    person.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_a_newcomer_runs_a_sweep_and_takes_the_best_away(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = person.window
    assert window.is_welcoming

    person.click("welcome_estimator")
    assert not window.is_welcoming
    choose_estimator(person, "RandomForestClassifier")
    person.wait(lambda: len(person.workbench.panels.setup.config().space) > 0)
    person.pick("setup_dataset", "breast_cancer")
    select_parameter(person, "n_estimators")
    person.type_into("space_low", "5")
    person.type_into("space_high", "20")
    person.pick("setup_strategy", "Random")
    person.type_into("setup_trials", "48")
    person.type_into("setup_workers", "2")
    person.type_into("setup_seed", "7")

    config = person.workbench.panels.setup.config()
    assert config.target == EstimatorSpec(estimator="RandomForestClassifier", scoring="accuracy")
    assert config.dataset == BundledSpec(name="breast_cancer")
    assert config.space["n_estimators"].kind == Int(5, 20, log=True)
    assert config.strategy == RandomKind()
    run = person.find(QPushButton, "run_button")
    assert run.text() == "Run 48 trials"

    person.click("run_button")
    person.wait(lambda: person.store.finished >= 4)
    assert person.phase is SweepPhase.RUNNING
    assert not run.isEnabled()
    person.wait(lambda: person.workbench.panels.trials.model.rowCount() == len(person.store))
    person.wait(lambda: person.workbench.panels.charts.is_ready)
    assert "of 48" in person.find(QLabel, "progress_text").text()

    person.wait_until_idle()
    store = person.store
    assert store.count(TrialState.COMPLETE) == 48
    assert store.best is not None
    assert store.best.metric == max(store.metric)
    assert store.best.metric > 0.9
    assert {store.worker(row) for row in range(48)} == {"worker 1", "worker 2"}
    assert run.text() == "Run 48 more trials"

    saved = read_session(person.workbench.session.path)
    assert list(saved.records) == list(store.records())
    assert not window.isWindowModified()

    target = tmp_path / "best.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.click("export_best_button")
    person.wait(lambda: not person.workbench.export_dialog.is_busy)
    person.click("export_save")
    person.wait(target.exists)
    person.wait(lambda: not person.workbench.export_dialog.is_busy)
    assert yaml.safe_load(target.read_text()) == store.best.params
    assert "best.yaml" in person.find(QLabel, "window_banner_text").text()


@pytest.mark.parametrize(
    ("format_name", "beginning"),
    [("JSON", "{"), ("YAML", "# Parameters"), ("TOML", "# Parameters"), ("Python dict", "{")],
)
def test_that_the_best_goes_onto_the_clipboard(
    person: Person, format_name: str, beginning: str
) -> None:
    person.run_quick_sweep(trials=2)
    offered = {each.text(): each for each in person.window.menus.copy_best.actions()}
    offered[format_name].trigger()
    assert QApplication.clipboard().text().startswith(beginning)
    assert person.find(QLabel, "window_banner_text").text().endswith(f"copied as {format_name}.")


def test_that_table_and_chart_show_the_same_trial(person: Person) -> None:
    person.run_quick_sweep(trials=6)
    table = person.workbench.panels.trials.table
    chart = person.workbench.panels.charts.history()
    row = table.visualRect(table.model().index(2, 0)).center()
    person.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert person.workbench.services.selection.current == 3  # the newest trial is on top
    chart.setFocus()
    person.qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert person.workbench.services.selection.current == 4
    assert table.currentIndex().row() == 1
