"""Several files dropped on the window at once, and one of each sort that it opens."""

from __future__ import annotations

import os
from pathlib import Path

import optuna
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from tests.flows.conftest import Person
from tests.ui.compare.sessions import sweep, write

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [
        write(tmp_path / "forest.tuner.json", sweep([0.5, None, 0.8])),
        write(tmp_path / "boosting.tuner.json", sweep([0.6, 0.9])),
    ]


@pytest.fixture
def others(tmp_path: Path) -> list[Path]:
    made = [tmp_path / name for name in ("a.py", "b.json", "notes.txt", "c.csv")]
    for path in made:
        path.write_text("{}")
    (tmp_path / "forest.tuner.d").mkdir()
    return [*made, tmp_path / "forest.tuner.d"]


def drop(person: Person, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, actions = QPoint(50, 50), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, actions, data, button, keys)
    enter.ignore()
    QApplication.sendEvent(person.window, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(person.window, QDropEvent(place, actions, data, button, keys))
    person.wait(lambda: not person.workbench.drops.is_sorting)
    return True


def compared(person: Person, count: int) -> list[str]:
    comparison = person.workbench.compare_sessions.comparison
    person.wait(lambda: len(comparison.sessions) == count and not comparison.reading)
    return [each.name for each in comparison.sessions]


def said(person: Person, name: str = "window_banner_text") -> str:
    return person.find(QLabel, name).text()


def test_that_several_sessions_are_compared(person: Person, files: list[Path]) -> None:
    assert person.window.is_welcoming
    assert drop(person, *files)
    assert compared(person, 2) == ["forest", "boosting"]
    assert person.sees("compare_window")
    assert not person.sees("compare_banner")
    assert len(person.store) == 0, "none of them was opened in the window"


def test_that_they_come_beside_those_that_are_compared_already(
    person: Person, files: list[Path], tmp_path: Path
) -> None:
    drop(person, *files)
    compared(person, 2)
    third = write(tmp_path / "third.tuner.json", sweep([0.1]))
    drop(person, third, files[0])
    assert compared(person, 3)[-1] == "third"


def test_that_they_are_compared_while_a_sweep_runs(person: Person, files: list[Path]) -> None:
    person.show_quick_setup(trials=50, seconds=0.2)
    person.click("run_button")
    person.wait(lambda: len(person.store) > 1)
    drop(person, *files)
    compared(person, 2)
    assert person.phase.is_active
    person.click("stop_button")
    person.wait_until_idle()


def test_that_the_others_are_named_in_one_sentence(
    person: Person, files: list[Path], others: list[Path]
) -> None:
    drop(person, *files, others[2])
    compared(person, 2)
    assert said(person, "compare_banner_text") == "notes.txt is no session."
    assert person.find(QWidget, "compare_banner").property("tone") == "advice"
    drop(person, *files, *others)
    compared(person, 2)
    assert said(person, "compare_banner_text") == (
        "a.py, b.json, notes.txt and 2 more are no sessions."
    )
    drop(person, *files)
    assert not person.sees("compare_banner")


def test_that_long_names_leave_room_for_the_sentence(person: Person, tmp_path: Path) -> None:
    long = [tmp_path / f"{letter * 200}.txt" for letter in "abcde"]
    for path in long:
        path.touch()
    drop(person, *long)
    assert len(said(person)) < 250
    assert "are no sessions" in said(person)
    assert drop(person, long[0], tmp_path / "forest.tuner.json")
    assert len(said(person)) < 250


def test_that_a_lone_session_among_others_is_opened(
    person: Person, files: list[Path], others: list[Path]
) -> None:
    drop(person, others[2], files[0], others[4])
    person.wait(lambda: len(person.store) == 3)
    assert person.workbench.session.path == files[0]
    assert said(person) == "notes.txt and forest.tuner.d are no sessions."
    assert not person.sees("compare_window")


def test_that_a_lone_session_is_not_opened_over_unsaved_changes(
    person: Person, files: list[Path], others: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Cancel.value)
    person.show_quick_setup()
    person.type_into("setup_seed", "7")
    drop(person, files[0], others[0])
    assert person.workbench.session.path is None
    assert not person.sees("window_banner")


def test_that_files_none_of_which_is_a_session_change_nothing(
    person: Person, others: list[Path]
) -> None:
    drop(person, *others[:2])
    assert said(person) == (
        "a.py and b.json are no sessions; drop scripts, studies and search spaces one at a time."
    )
    assert not person.sees("compare_window")


def test_that_a_damaged_session_is_compared_with_its_sentence(
    person: Person, files: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tuner.json"
    broken.write_text("{")
    drop(person, files[0], broken)
    compared(person, 1)
    assert said(person, "compare_banner_text").startswith("broken.tuner.json")
    assert person.find(QWidget, "compare_banner").property("tone") == "error"


def test_that_a_study_is_opened_by_a_drop(person: Person, tmp_path: Path) -> None:
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    path = tmp_path / "study.db"
    study = optuna.create_study(storage=f"sqlite:///{path}", study_name="s")
    study.optimize(lambda trial: trial.suggest_float("x", 0, 1), 3)
    study._storage.remove_session()
    study._storage._backend.engine.dispose()
    assert drop(person, path)
    person.wait(lambda: len(person.store) == 3)
    assert not drop(person, tmp_path / "notes.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["pipe.tuner.json", "pipe.json"])
def test_that_the_window_does_not_wait_for_a_pipe(
    person: Person, tmp_path: Path, name: str
) -> None:
    os.mkfifo(tmp_path / name)
    assert drop(person, tmp_path / name)
    person.wait(lambda: person.sees("window_banner"))
    assert said(person).endswith("this is a folder or a device, not a session file.")
