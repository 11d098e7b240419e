"""Pause, stop, go on, and what the window says when all trials fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar

from tests.flows.conftest import Person
from tuner_gui import (
    Budget,
    CsvSpec,
    EstimatorSpec,
    HyperParamSpace,
    Objective,
    RandomKind,
    SweepConfig,
    TrialState,
)
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.session.file import read_session
from tuner_gui.session.lock import SessionLock, is_in_use
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession


def test_that_a_stopped_sweep_goes_on_where_it_stood(person: Person) -> None:
    person.show_quick_setup(trials=12, seconds=0.15)
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 2)
    person.click("stop_button")
    person.wait_until_idle()
    done = len(person.store)
    assert 2 <= done < 12
    first = list(person.store.records())
    run = person.find(QPushButton, "run_button")
    assert run.text() == f"Run {12 - done} more trials"
    path = person.workbench.session.path

    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    person.wait_until_idle()
    assert len(person.store) == 12
    records = list(person.store.records())
    assert records[:done] == first
    assert len({record.params["x"] for record in records}) > 6  # the sequence does not repeat
    assert person.workbench.session.path == path
    assert list(read_session(path).records) == records


def test_that_a_changed_setup_runs_into_a_session_of_its_own(person: Person) -> None:
    person.run_quick_sweep(trials=4)
    first_path = person.workbench.session.path
    first = list(person.store.records())
    person.type_into("setup_seed", "99")
    assert person.find(QPushButton, "run_button").text() == "Run 4 trials"
    person.click("run_button")
    person.wait(lambda: person.workbench.session.path != first_path)
    said = person.find(QLabel, "window_banner_text").text()
    assert said == f"The 4 earlier trials are in {first_path.name}."
    person.wait_until_idle()
    assert len(person.store) == 4
    assert list(read_session(first_path).records) == first
    second = list(read_session(person.workbench.session.path).records)
    assert [record.params for record in second] != [record.params for record in first]


def test_that_a_sweep_goes_on_with_another_strategy_and_another_space(person: Person) -> None:
    person.run_quick_sweep(trials=4)
    path = person.workbench.session.path
    first = list(person.store.records())
    person.pick("setup_strategy", "TPE")
    assert person.find(QPushButton, "run_button").text() == "Run 4 more trials"
    person.click("run_button")
    person.wait(lambda: person.store.finished == 8)
    person.wait_until_idle()
    setup = person.workbench.panels.setup
    setup.set_config(replace(setup.config(), space=HyperParamSpace().add_int("x", 200, 300)))
    person.click("run_button")
    said = person.find(QLabel, "window_banner_text").text()
    assert said == "The search space has changed; the earlier trials stay in the table."
    person.wait(lambda: person.store.finished == 12)
    person.wait_until_idle()
    saved = read_session(path)
    records = sorted(saved.records, key=lambda record: record.number)
    assert records[:4] == sorted(first, key=lambda record: record.number)
    assert [record.space_revision for record in records] == [1] * 8 + [2] * 4
    assert all(record.params["x"] >= 200 for record in records[8:])
    assert saved.config.strategy.kind == "tpe"
    assert saved.config.space_revision == 2
    assert list(saved.config.space_revisions) == [1]
    person.workbench.session.save()
    person.wait(lambda: not person.workbench.services.keeper.is_writing)
    assert read_session(path).config == saved.config


def test_that_stop_becomes_abort_until_the_running_trials_have_ended(person: Person) -> None:
    person.show_quick_setup(trials=30, seconds=60)
    stop = person.find(QPushButton, "stop_button")
    assert (stop.text(), stop.isEnabled()) == ("Stop", False)
    person.click("run_button")
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 2)
    person.click("stop_button")
    person.wait(lambda: stop.text() == "Abort")
    person.qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)  # the second half of a double click
    assert person.find(QLabel, "progress_text").text().endswith("stopping")
    person.wait(stop.isEnabled)
    assert stop.property("role") == "danger"
    assert stop.accessibleName() == "Abort"
    assert "count as stopped" in stop.toolTip()
    person.click("stop_button")
    person.wait_until_idle()
    assert person.store.count(TrialState.STOPPED) == 2
    assert (stop.text(), stop.property("role"), stop.isEnabled()) == ("Stop", "normal", False)


def test_that_finished_trials_are_on_disk_before_the_table_shows_them(person: Person) -> None:
    person.show_quick_setup(trials=40, seconds=0.02)
    missing: list[int] = []

    def look() -> None:
        on_disk = OpenSession(person.workbench.session.path).whole()
        finished = {record.number for record in on_disk.records if record.state.is_finished}
        store = person.store
        shown = [row for row in range(len(store)) if store.state(row).is_finished]
        missing.extend(row for row in shown if int(store.numbers[row]) not in finished)

    person.workbench.services.live.changed.connect(look)
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    person.wait_until_idle()
    assert missing == []
    path = person.workbench.session.path
    assert len(read_session(path).records) == 40
    assert not journal_file(path).exists()


def test_that_a_session_that_runs_elsewhere_is_not_run_here(person: Person) -> None:
    person.run_quick_sweep(trials=2)
    path = person.workbench.session.path
    with SessionLock(path):
        person.click("run_button")
        assert not person.phase.is_active
        text = person.find(QLabel, "window_banner_text").text()
        assert text.startswith(f"{path.name} is being run already, ")
    person.click("run_button")
    assert is_in_use(path)
    person.wait_until_idle()
    assert len(read_session(path).records) == 4
    assert not is_in_use(path)


def test_that_a_sweep_that_is_saved_elsewhere_takes_its_lock_along(
    person: Person, tmp_path: Path
) -> None:
    person.show_quick_setup(trials=500, seconds=0.05)
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    first, other = person.workbench.session.path, tmp_path / "other.tuner.json"
    assert is_in_use(first)
    person.workbench.session.save_to(other)
    person.wait(lambda: person.workbench.session.path == other)
    assert is_in_use(other)
    assert not is_in_use(first)
    person.click("stop_button")
    person.wait_until_idle()
    assert not is_in_use(other)


def test_that_pausing_and_resuming_use_one_button(person: Person) -> None:
    person.show_quick_setup(trials=30, seconds=0.1)
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 1)
    person.click("pause_button")
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    assert person.find(QPushButton, "pause_button").text() == "Resume"
    person.wait(lambda: "paused" in person.find(QLabel, "progress_text").text())
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 0)
    count = len(person.store)
    person.click("pause_button")
    person.wait(lambda: len(person.store) > count)
    assert person.find(QPushButton, "pause_button").text() == "Pause"


def test_that_a_sweep_whose_trials_all_fail_pauses_and_asks(person: Person) -> None:
    person.show_quick_setup(trials=40, fails=True)
    person.click("run_button")
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    text = person.find(QLabel, "window_banner_text").text()
    assert text.startswith("Paused. The first 5 trials failed: ")
    assert "asked to fail" in text
    person.wait(lambda: person.sees("failures_link"))
    assert person.find(QPushButton, "failures_link").text().endswith("failed")
    person.click("failures_link")
    assert person.find(QTabBar, "trial_tabs").tabText(1).startswith("Failures ")
    assert person.sees("failure_0_line")
    person.click("stop_link")
    person.wait_until_idle()
    assert person.store.count(TrialState.FAILED) == len(person.store)


def test_that_data_that_is_gone_is_chosen_again_after_a_stop(
    person: Person, tmp_path: Path
) -> None:
    data = tmp_path / "gone.csv"
    data.write_text("a,y\n" + "".join(f"{row},{row % 2}\n" for row in range(20)))
    config = SweepConfig(
        "gone",
        EstimatorSpec(estimator="GaussianNB", scoring="accuracy", folds=2),
        HyperParamSpace().add_float("var_smoothing", 1e-9, 1e-3, log=True),
        RandomKind(),
        dataset=CsvSpec(path=str(data), target_column="y"),
        objective=Objective("accuracy"),
        budget=Budget(trials=20),
    )
    person.workbench.session.show_new(config)
    person.wait(lambda: person.find(QPushButton, "run_button").isEnabled())
    data.unlink()
    person.click("run_button")
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    text = person.find(QLabel, "window_banner_text").text()
    assert text.startswith("Paused. The first 5 trials failed: There is no file ")
    assert text.endswith("gone.csv. Stop, then choose the CSV file again.")
    person.click("stop_link")
    person.wait_until_idle()


def test_that_results_stay_in_memory_when_the_disk_refuses_them(person: Person) -> None:
    person.run_quick_sweep(trials=3)
    path = person.workbench.session.path
    path.unlink()
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.write_text("no longer a folder")
    person.workbench.session.save()
    person.wait(lambda: person.sees("save_as_link"))
    text = person.find(QLabel, "window_banner_text").text()
    assert "cannot be written" in text
    assert text.endswith("The trials are kept in memory.")
    assert person.window.isWindowModified()
    assert len(person.store) == 3
