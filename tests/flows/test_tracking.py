"""A sweep that is logged to MLflow while it runs: switched on in Setup, by clicks."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea

from tests.flows.conftest import Person
from tuner_gui.exchange.tracking import place
from tuner_gui.exchange.tracking.place import client_for
from tuner_gui.ui.window import tracking_desk

# of what MLflow itself uses
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
)


@pytest.fixture(autouse=True, scope="module")
def _mlflow_imported() -> None:
    with warnings.catch_warnings():  # MLflow's own, of what it imports
        warnings.simplefilter("ignore")
        import mlflow  # noqa: F401


def runs(folder: Path, experiment: str) -> list[Any]:
    client = client_for(folder)
    found = client.get_experiment_by_name(experiment)
    return list(client.search_runs([found.experiment_id], order_by=["attributes.start_time"]))


def trials(of: list[Any]) -> list[Any]:
    return [run for run in of if "mlflow.parentRunId" in run.data.tags]


def switch_on(person: Person, where: Path | str) -> None:
    switch = person.find(QCheckBox, "setup_mlflow")
    person.find(QScrollArea, "setup_scroll").ensureWidgetVisible(switch)
    person.click("setup_mlflow")
    person.type_into("setup_mlflow_place", str(where))


def run(person: Person) -> None:
    count = len(person.store)
    person.click("run_button")
    person.wait(lambda: person.phase.is_active or len(person.store) > count)
    person.wait_until_idle()
    person.wait(lambda: not person.workbench.tracking.is_busy)


def news(person: Person) -> str:
    return person.find(QLabel, "setup_mlflow_news").text()


def test_that_a_sweep_is_logged_where_it_was_said(person: Person, tmp_path: Path) -> None:
    person.show_quick_setup(trials=4)
    assert not person.sees("setup_mlflow_place")
    switch_on(person, tmp_path / "runs")
    person.type_into("setup_mlflow_experiment", "mine")
    run(person)
    assert news(person) == "Logged to the experiment mine."
    logged = runs(tmp_path / "runs", "mine")
    parent = next(run for run in logged if "mlflow.parentRunId" not in run.data.tags)
    assert (parent.info.run_name, parent.info.status) == ("quick", "FINISHED")
    best = person.store.best
    assert parent.data.params["best x"] == str(best.params["x"])
    assert sorted(int(run.data.tags["trial"]) for run in trials(logged)) == [0, 1, 2, 3]
    assert person.find(QLabel, "window_banner_text").text() == "Finished: all trials are done."
    session = json.loads(person.workbench.session.path.read_text())
    assert "mlflow" not in json.dumps(session).lower(), "the session says nothing of it"
    run(person)
    assert len(trials(runs(tmp_path / "runs", "mine"))) == 8


def test_that_it_is_off_for_new_sessions_and_on_again_for_that_one(
    new_window: Callable[[], Person], tmp_path: Path
) -> None:
    person = new_window()
    person.show_quick_setup(trials=2)
    switch_on(person, tmp_path / "runs")
    run(person)
    path = person.workbench.session.path
    assert person.workbench.files.new_sweep()
    assert not person.find(QCheckBox, "setup_mlflow").isChecked()
    person.window.close()
    other = new_window()
    other.workbench.files.open(path)
    other.wait(lambda: len(other.store) == 2)
    assert other.find(QCheckBox, "setup_mlflow").isChecked()
    assert other.find(QLineEdit, "setup_mlflow_place").text() == str(tmp_path / "runs")
    assert not other.window.isWindowModified()
    copy = tmp_path / "copy.tuner.json"
    other.workbench.session.save_to(copy)
    other.wait(lambda: other.workbench.session.path == copy)
    other.workbench.files.open(path)
    other.wait(lambda: other.workbench.session.path == path)
    other.workbench.files.open(copy)
    other.wait(lambda: other.workbench.session.path == copy)
    assert other.find(QCheckBox, "setup_mlflow").isChecked()


def test_that_it_is_fixed_while_the_sweep_runs(person: Person, tmp_path: Path) -> None:
    person.show_quick_setup(trials=50, seconds=0.2)
    switch_on(person, tmp_path / "runs")
    person.click("run_button")
    person.wait(lambda: len(person.store) > 1)
    assert not person.find(QCheckBox, "setup_mlflow").isEnabled()
    assert person.find(QLineEdit, "setup_mlflow_place").isReadOnly()
    assert news(person) == "Logging to the experiment quick…"
    person.click("stop_button")
    person.wait_until_idle()
    person.wait(lambda: not person.workbench.tracking.is_busy)
    assert person.find(QCheckBox, "setup_mlflow").isEnabled()
    logged = runs(tmp_path / "runs", "quick")
    assert len(trials(logged)) == len(person.store)
    assert {run.info.status for run in logged} <= {"FINISHED", "KILLED"}


def test_that_trouble_is_said_once_and_ends_nothing(person: Person, tmp_path: Path) -> None:
    said: list[str] = []
    person.workbench.tracking.troubled.connect(said.append)
    (tmp_path / "file").write_text("mine")
    person.show_quick_setup(trials=50, seconds=0.2)
    switch_on(person, tmp_path / "file" / "runs")
    person.click("run_button")
    person.wait(lambda: len(said) == 1)
    assert person.phase.is_active
    banner = person.find(QLabel, "window_banner_text").text()
    assert banner == said[0]
    assert banner.startswith("The sweep goes on without MLflow. MLflow cannot write to")
    assert "cannot write to" in person.find(QLabel, "setup_mlflow_trouble").text()
    before = len(person.store)
    person.wait(lambda: len(person.store) > before + 2)
    person.click("stop_button")
    person.wait_until_idle()
    person.wait(lambda: not person.workbench.tracking.is_busy)
    assert len(said) == 1
    assert person.sees("setup_mlflow_trouble")


def test_that_a_place_with_a_password_is_refused(person: Person) -> None:
    said: list[str] = []
    person.workbench.tracking.troubled.connect(said.append)
    person.show_quick_setup(trials=3)
    switch_on(person, "http://me:secret@host:5000")
    run(person)
    assert len(person.store) == 3
    text = person.find(QLabel, "setup_mlflow_trouble").text()
    assert text.startswith("An address with a password in it")
    assert len(said) == 1
    assert "secret" not in said[0] + text


def test_that_trouble_does_not_take_the_place_of_a_question(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    person.show_quick_setup(trials=20, fails=True)
    switch_on(person, tmp_path / "file" / "runs")
    person.click("run_button")
    person.wait(lambda: person.workbench.sweep.is_paused)
    person.wait(lambda: person.sees("setup_mlflow_trouble"))
    assert person.find(QLabel, "window_banner_text").text().startswith("Paused.")
    person.qtbot.wait(600)
    assert person.find(QLabel, "window_banner_text").text().startswith("Paused.")
    person.click("stop_link")
    person.wait_until_idle()
    person.wait(lambda: not person.workbench.tracking.is_busy)
    assert "MLflow" in person.find(QLabel, "window_banner_text").text()


def test_that_a_missing_mlflow_is_told_by_the_switch(
    new_window: Callable[[], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = new_window()
    person.show_quick_setup(trials=2)
    switch_on(person, tmp_path / "runs")
    run(person)
    path = person.workbench.session.path
    monkeypatch.setattr(place, "find_spec", lambda _name: None)
    person.workbench.files.open(path)
    person.wait(lambda: not person.find(QCheckBox, "setup_mlflow").isEnabled())
    switch = person.find(QCheckBox, "setup_mlflow")
    assert "pip install 'tuner-gui[mlflow]'" in switch.toolTip()
    assert not switch.isChecked()
    assert "not installed" in person.find(QLabel, "setup_mlflow_trouble").text()
    assert tracking_desk.is_installed() is False
    run(person)
    assert len(trials(runs(tmp_path / "runs", "quick"))) == 2
