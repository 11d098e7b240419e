"""A study of Optuna in the window: opened, looked at, gone on with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import optuna
import pytest
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLabel

from tests.flows.conftest import QUICK_TARGET, Person
from tuner_gui import ClassSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.exchange.studies.writing import write_study
from tuner_gui.session.file import read_session


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    path = tmp_path / "study.log"
    storage = JournalStorage(JournalFileBackend(str(path)))
    for name in ("first", "second"):
        study = optuna.create_study(storage=storage, study_name=name, direction="maximize")
        study.optimize(lambda trial: float(trial.suggest_int("x", 1, 100)), 5)
    return path


def choose(name: str) -> None:
    """Takes one of the studies that the question offers when it comes up."""

    def take() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QInputDialog):
            QTimer.singleShot(20, take)
            return
        box.setTextValue(name)
        box.accept()

    QTimer.singleShot(20, take)


def open_second(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    choose("second")
    person.window.actions_.open.trigger()
    person.wait(lambda: len(person.store) == 5)


def test_that_a_study_is_looked_at(
    person: Person, study_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = study_file.read_bytes()
    open_second(person, study_file, monkeypatch)
    config = person.workbench.session.ran_config
    assert (config.name, config.space.names) == ("second", ("x",))
    assert person.store.count(TrialState.COMPLETE) == 5
    assert person.workbench.session.path is None, "the study is not the session's file"
    assert study_file.read_bytes() == before


def test_that_a_study_is_gone_on_with_and_written_back(
    person: Person, study_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_second(person, study_file, monkeypatch)
    setup = person.workbench.panels.setup
    target = ClassSpec(path=f"{QUICK_TARGET}:Quick")
    budget = setup.config().budget.model_copy(update={"trials": 8})
    setup.set_config(replace(setup.config(), target=target, budget=budget))
    person.wait(lambda: person.workbench.sweep.why_not_run() == "")
    person.click("run_button")
    person.wait(lambda: len(person.store) > 5)
    person.wait_until_idle()
    assert list(person.store.numbers) == list(range(8))
    saved = read_session(person.workbench.session.path)
    assert [record.number for record in saved.records] == list(range(8))
    assert "the study second of Optuna" in saved.notes
    written = write_study(study_file, saved.config, saved.records)
    assert (written.name, written.added, written.known) == ("second", 3, 5)


def test_that_a_database_without_a_study_is_said_so(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(b"SQLite format 3\0nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    person.window.actions_.open.trigger()
    person.wait(lambda: person.sees("window_banner_text"))
    assert "other.db cannot be read" in person.find(QLabel, "window_banner_text").text()
