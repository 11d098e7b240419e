"""Opening sessions: by the command's path, by a drop, damaged ones, ones from elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.flows.conftest import QUICK_TARGET, Person
from tuner_gui.resources import demo_session


def drop(person: Person, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, actions = QPoint(50, 50), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, actions, data, button, keys)
    QApplication.sendEvent(person.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(person.window, QDropEvent(place, actions, data, button, keys))


def test_that_a_saved_sweep_opens_as_it_was(person: Person) -> None:
    person.run_quick_sweep(trials=5)
    path = person.workbench.session.path
    config = person.workbench.panels.setup.config()
    records = list(person.store.records())
    assert person.workbench.files.new_sweep()
    assert len(person.store) == 0
    drop(person, path)
    person.wait(lambda: len(person.store) == 5)
    assert list(person.store.records()) == records
    assert person.workbench.panels.setup.config().space == config.space
    assert person.workbench.session.path == path
    assert not person.window.isWindowModified()
    assert path in person.workbench.services.recent.paths()


def test_that_a_new_sweep_does_not_speak_of_the_last_save(person: Person) -> None:
    person.run_quick_sweep(trials=2)
    assert person.find(QLabel, "saved_text").text() == "saved just now"
    assert person.workbench.files.new_sweep()
    assert person.find(QLabel, "saved_text").text() == ""


def test_that_a_damaged_file_is_one_sentence_and_is_left_alone(
    person: Person, tmp_path: Path
) -> None:
    person.run_quick_sweep(trials=2)
    broken = tmp_path / "broken.tuner.json"
    broken.write_text('{"format_version": 7}')
    person.workbench.files.open(broken)
    person.wait(lambda: person.sees("window_banner_text"))
    person.wait(lambda: "broken.tuner.json" in person.find(QLabel, "window_banner_text").text())
    assert "newer" in person.find(QLabel, "window_banner_text").text()
    assert broken.read_text() == '{"format_version": 7}'
    assert len(person.store) == 2


def test_that_an_example_opens_without_a_file_of_its_own(person: Person) -> None:
    person.workbench.files.open_example(demo_session())
    person.wait(lambda: not person.window.is_welcoming)
    assert person.workbench.session.path is None
    person.wait(lambda: person.find(QPushButton, "run_button").isEnabled())
    assert person.find(QPushButton, "run_button").text() == "Run 48 trials"


def test_that_a_session_from_elsewhere_asks_before_it_runs_code(
    person: Person, tmp_path: Path
) -> None:
    from tests.flows.test_closing import answer

    person.run_quick_sweep(trials=2)
    foreign = tmp_path / "foreign.tuner.json"
    text = person.workbench.session.path.read_text()
    (tmp_path / "theirs.py").write_text(f"{QUICK_TARGET.read_text()}\n# not made here\n")
    foreign.write_text(text.replace(str(QUICK_TARGET), "theirs.py"))
    person.workbench.files.open(foreign)
    person.wait(lambda: person.workbench.session.path == foreign)
    asked: list[str] = []
    answer("Cancel", asked)
    person.click("run_button")
    assert asked == ["trust_question"]
    assert not person.phase.is_active
    answer("Run it", asked)
    person.click("run_button")
    person.wait(lambda: len(person.store) == 4)
    person.wait_until_idle()
    assert asked == ["trust_question"] * 2

    assert person.workbench.files.new_sweep()
    person.workbench.files.open(foreign)
    person.wait(lambda: person.workbench.session.path == foreign)
    person.click("run_button")
    person.wait(lambda: len(person.store) == 6)
    person.wait_until_idle()
    assert asked == ["trust_question"] * 2


def test_that_a_copy_of_what_was_made_here_runs_without_asking(
    person: Person, tmp_path: Path
) -> None:
    person.run_quick_sweep(trials=2)
    copied = tmp_path / "copied.tuner.json"
    copied.write_bytes(person.workbench.session.path.read_bytes())
    person.workbench.files.open(copied)
    person.wait(lambda: person.workbench.session.path == copied)
    person.click("run_button")
    person.wait(lambda: len(person.store) == 4)
    person.wait_until_idle()
