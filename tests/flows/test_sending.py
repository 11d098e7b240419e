"""All trials to other tools, by clicks in the export dialog: to Optuna and to MLflow."""

from __future__ import annotations

import threading
import time
import warnings
from pathlib import Path

import optuna
import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from tests.flows.conftest import Person
from tuner_gui.exchange.studies.reading import read_study
from tuner_gui.exchange.tracking import place
from tuner_gui.exchange.tracking.place import client_for
from tuner_gui.ui.export import send_jobs
from tuner_gui.ui.export.export_dialog import ExportDialog
from tuner_gui.ui.window import send_desk

# of what MLflow itself uses
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
)


@pytest.fixture(autouse=True, scope="module")
def _libraries() -> None:
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    with warnings.catch_warnings():  # MLflow's own, of what it imports
        warnings.simplefilter("ignore")
        import mlflow  # noqa: F401


class Sending:
    """The page of other tools, after a sweep of six trials."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.run_quick_sweep(trials=6)
        person.click("export_best_button")
        self.dialog = person.find(ExportDialog, "export_dialog")
        self.choose("Optuna study")

    def settle(self) -> None:
        self.person.wait(lambda: not self.person.workbench.export_dialog.is_busy)

    def choose(self, title: str) -> None:
        self.dialog.subjects.choose("tools")
        formats = self.person.find(QListWidget, "export_formats")
        row = next(at for at in range(formats.count()) if formats.item(at).text() == title)
        formats.setCurrentRow(row)
        self.settle()

    def type_place(self, path: Path | str) -> None:
        self.person.type_into("export_place", str(path))
        self.settle()

    def press(self) -> None:
        self.person.click("export_save")
        self.settle()

    def note(self) -> str:
        return self.person.find(QLabel, "export_note").text()

    def said(self) -> str:
        return self.person.find(QLabel, "window_banner_text").text()

    @property
    def is_offered(self) -> bool:
        return self.person.find(QWidget, "export_save").isEnabled()


@pytest.fixture
def sending(person: Person) -> Sending:
    return Sending(person)


def test_that_the_session_becomes_a_study_beside_it(sending: Sending) -> None:
    session = sending.person.workbench.session
    field = sending.person.find(QLineEdit, "export_place")
    path = session.path.with_name("quick.study.db")
    assert field.text() == str(path)
    assert sending.person.find(QLineEdit, "export_name").placeholderText() == "quick"
    assert sending.note() == "quick.study.db is made, with this study in it."
    assert "IntDistribution" in sending.person.find(QPlainTextEdit, "export_text").toPlainText()
    sending.press()
    assert sending.note() == "6 trials added to the study quick in quick.study.db."
    assert sending.said() == sending.note()
    study = optuna.load_study(study_name="quick", storage=f"sqlite:///{path}")
    assert study.best_value == sending.person.store.best.metric
    study._storage.remove_session()
    study._storage._backend.engine.dispose()
    sending.press()
    assert sending.note() == "The study quick in quick.study.db has all 6 trials already."


def test_that_the_file_and_the_name_are_chosen(
    sending: Sending, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def ask(*words: object, options: object) -> tuple[str, str]:
        asked.append(options)
        return str(tmp_path / "mine"), str(words[3]).split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    sending.person.click("export_choose_place")
    sending.settle()
    assert asked == [QFileDialog.Option.DontConfirmOverwrite]
    sending.person.type_into("export_name", "of my own")
    sending.settle()
    sending.press()
    assert read_study(tmp_path / "mine.log").config.name == "of my own"
    sending.person.type_into("export_name", "another")
    sending.settle()
    assert sending.note() == "mine.log has a study that stays as it is; this one comes beside."
    sending.person.type_into("export_name", "of my own")
    sending.settle()
    assert sending.note().startswith("mine.log has a study of my own already")


def test_that_what_cannot_be_a_study_is_said(sending: Sending, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("mine")
    sending.type_place(tmp_path / "mine.db")
    sentence = sending.person.find(QLabel, "export_sentence_sentence")
    assert sentence.text() == "mine.db is no Optuna study. Name another file."
    assert not sending.is_offered
    sending.type_place(tmp_path / "mine.db" / "s.db")
    assert sending.is_offered
    sending.press()
    assert "cannot be written" in sending.said()
    assert sending.note() == sending.said()
    study = optuna.create_study(direction="minimize", study_name="quick", storage=None)
    assert study.study_name == "quick"
    storage = f"sqlite:///{tmp_path / 'other.db'}"
    other = optuna.create_study(storage=storage, study_name="quick", direction="minimize")
    other._storage.remove_session()
    other._storage._backend.engine.dispose()
    sending.type_place(tmp_path / "other.db")
    sending.press()
    assert sending.note() == (
        "The study quick in other.db is to minimize, but the sweep maximizes. Name another study."
    )


def test_that_a_finished_session_is_logged_to_mlflow(sending: Sending, tmp_path: Path) -> None:
    sending.choose("MLflow")
    assert sending.person.find(QLineEdit, "export_place").text().endswith("mlruns")
    sending.type_place(tmp_path / "runs")
    sending.person.type_into("export_name", "mine")
    sending.settle()
    assert not (tmp_path / "runs").exists()
    sending.press()
    assert sending.note() == "6 trials logged to MLflow in runs."
    client = client_for(tmp_path / "runs")
    experiment = client.get_experiment_by_name("mine")
    assert len(client.search_runs([experiment.experiment_id])) == 7
    sending.choose("Optuna study")
    sending.choose("MLflow")
    assert sending.person.find(QLineEdit, "export_place").text() == str(tmp_path / "runs")
    assert sending.person.workbench.files.new_sweep()
    assert not sending.dialog.isVisible()


def test_that_a_missing_mlflow_is_said(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "find_spec", lambda _name: None)
    sending.choose("MLflow")
    sentence = sending.person.find(QLabel, "export_sentence_sentence").text()
    assert "pip install 'tuner-gui[mlflow]'" in sentence
    assert not sending.is_offered


def test_that_a_long_job_tells_how_far_it_is_and_is_stopped(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    step = send_jobs.SendProgress.step

    def slow_step(progress: send_jobs.SendProgress) -> None:
        step(progress)
        goes_on.wait(30)

    monkeypatch.setattr(send_jobs.SendProgress, "step", slow_step)
    sending.person.click("export_save")
    sending.person.wait(
        lambda: sending.note() == "Writing to the study: 1 of 6 trials…", timeout_ms=10_000
    )
    button = sending.person.find(QWidget, "export_save")
    assert (button.text(), sending.person.find(QLineEdit, "export_place").isReadOnly()) == (
        "Stop",
        True,
    )
    sending.person.window.close()
    assert sending.person.window.isVisible()
    assert sending.said() == (
        "Trials are still being written elsewhere; close again to leave the rest."
    )
    sending.person.click("export_save")
    goes_on.set()
    sending.settle()
    assert sending.note() == "Stopped after 1 trial."
    assert not sending.person.workbench.session.path.with_name("quick.study.db").exists()
    assert not sending.person.find(QLineEdit, "export_place").isReadOnly()
    assert (button.text(), sending.is_offered) == ("Write study", True)


def test_that_each_job_warns_of_itself(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    step = send_jobs.SendProgress.step

    def slow_step(progress: send_jobs.SendProgress) -> None:
        step(progress)
        goes_on.wait(30)

    monkeypatch.setattr(send_jobs.SendProgress, "step", slow_step)
    for name in ("first.db", "second.db"):
        goes_on.clear()
        sending.type_place(sending.person.workbench.session.path.with_name(name))
        sending.person.click("export_save")
        sending.person.wait(lambda: sending.note().startswith("Writing to the study: 1 of 6"))
        sending.person.window.close()
        assert sending.person.window.isVisible(), name
        goes_on.set()
        sending.settle()


def test_that_a_silent_server_does_not_keep_the_window_open(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = threading.Event(), threading.Event()

    def silent(*_words: object, **_more: object) -> None:
        asked.set()
        answers.wait(15)

    monkeypatch.setattr(send_jobs, "log_trials", silent)
    monkeypatch.setattr(send_desk, "_PATIENCE_S", 0.1)
    sending.choose("MLflow")
    sending.person.click("export_save")
    sending.person.wait(asked.is_set)
    began = time.monotonic()
    sending.person.workbench.sending.shut_down()
    assert time.monotonic() - began < 10
    answers.set()
