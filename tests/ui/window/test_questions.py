"""The boxes that stop a person say all they have to say, and answer safely when dismissed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QWidget,
)

from tests.foreign_texts import HARM, Watch
from tuner_gui.session.trusting import TrustQuestion
from tuner_gui.ui.window.questions import (
    ChangesAnswer,
    CloseAnswer,
    ask_how_to_close,
    ask_to_keep_changes,
    ask_to_trust,
    ask_which,
    show_about,
)


@pytest.fixture
def parent(qtbot, theme) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def looked_at(look: Callable[[Any], None], ask: Callable[[], object]) -> object:
    """Looks at the box that comes up, dismisses it if it is still there, returns the answer."""
    seen: list[QDialog] = []

    def come() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox | QInputDialog):
            QTimer.singleShot(10, come)
            return
        seen.append(box)
        try:
            look(box)
        finally:
            if box.isVisible():
                box.reject()

    QTimer.singleShot(10, come)
    answer = ask()
    assert len(seen) == 1
    return answer


QUESTION = TrustQuestion("forest.tuner.json", (("Class", "Net"), ("File", "/x/train.py")))

ASK = {
    "close": (lambda parent: ask_how_to_close(parent, 2), CloseAnswer.STAY),
    "changes": (lambda parent: ask_to_keep_changes(parent, "forest"), ChangesAnswer.STAY),
    "trust": (lambda parent: ask_to_trust(parent, QUESTION), False),
    "about": (lambda parent: show_about(parent, "1.0"), None),
}


@pytest.mark.parametrize(("ask", "safe"), ASK.values(), ids=ASK)
def test_that_dismissing_a_box_changes_nothing(parent: QWidget, ask, safe) -> None:
    assert looked_at(lambda _box: None, lambda: ask(parent)) == safe


@pytest.mark.parametrize("ask", [ask for ask, _ in ASK.values()], ids=ASK)
def test_that_no_button_is_cut(parent: QWidget, ask) -> None:
    def look(box: QMessageBox) -> None:
        for button in box.findChildren(QPushButton):
            text = button.text().replace("&", "")
            room = button.width() - button.fontMetrics().horizontalAdvance(text)
            assert room >= 2 * 16, f"{text} has {room} px around it"

    looked_at(look, lambda: ask(parent))


def test_that_a_name_from_a_file_is_never_read_as_markup(parent: QWidget) -> None:
    formats: set[Qt.TextFormat] = set()

    def look(box: QMessageBox) -> None:
        shown = [label for label in box.findChildren(QLabel) if "<b>" in label.text()]
        assert len(shown) == 2
        formats.update(label.textFormat() for label in shown)

    question = TrustQuestion("<b>safe</b>.tuner.json", (("File", "<b>x</b>.py:Net"),))
    looked_at(look, lambda: ask_to_trust(parent, question))
    assert formats == {Qt.TextFormat.PlainText}


def test_that_all_that_would_run_is_shown_however_long_it_is(parent: QWidget) -> None:
    rows = (("Command", f"python {'x' * 5000} --end"), ("Working folder", "/x"))

    def look(box: QMessageBox) -> None:
        shown = [label.text().replace("\u200b", "") for label in box.findChildren(QLabel)]
        for _, text in rows:
            assert text in shown
        area = box.findChild(QScrollArea, "trust_rows")
        assert box.height() < 600
        assert area.verticalScrollBar().maximum() > 0
        assert area.horizontalScrollBar().maximum() == 0
        assert box.defaultButton().text() == box.escapeButton().text() == "Cancel"

    looked_at(look, lambda: ask_to_trust(parent, TrustQuestion("s.tuner.json", rows)))


def test_that_what_has_changed_is_said_with_the_question(parent: QWidget) -> None:
    said: list[str] = []
    question = TrustQuestion("s.tuner.json", (("Class", "Net"),), "Changed since: the file x.py.")
    looked_at(
        lambda box: said.append(box.informativeText()), lambda: ask_to_trust(parent, question)
    )
    assert said[0].startswith("Changed since: the file x.py.")


def test_that_a_long_name_leaves_the_question_whole(parent: QWidget) -> None:
    def look(box: QMessageBox) -> None:
        label = box.findChild(QLabel, "qt_msgbox_label")
        assert label.text().replace("\u200b", "").endswith(f"{name}?")
        assert label.height() >= label.heightForWidth(label.width())
        room = label.width() - label.fontMetrics().horizontalAdvance(label.text())
        assert label.wordWrap() or room >= 0

    for name in ("RandomForestClassifier-on-breast_cancer", "x" * 200):
        looked_at(look, lambda name=name: ask_to_keep_changes(parent, name))


def test_that_a_paused_sweep_without_running_trials_is_not_said_to_run(parent: QWidget) -> None:
    def look(box: QMessageBox) -> None:
        assert box.windowTitle() == "The sweep is paused"
        assert box.informativeText().startswith("No trial is running just now")
        buttons = {button.text() for button in box.findChildren(QPushButton)}
        assert buttons == {"Stop and save", "Keep it paused"}

    answer = looked_at(look, lambda: ask_how_to_close(parent, 0, is_paused=True))
    assert answer is CloseAnswer.STAY


def test_that_one_running_trial_is_not_spoken_of_as_many(parent: QWidget) -> None:
    said: list[str] = []
    looked_at(lambda box: said.append(box.informativeText()), lambda: ask_how_to_close(parent, 1))
    assert said[0].startswith("1 trial is still running.")


def test_that_the_question_before_strange_code_says_its_letters(
    parent: QWidget, watch: Watch
) -> None:
    shown: list[str] = []
    question = TrustQuestion(HARM, (("Command", HARM), (HARM, "x")), f"{HARM} has changed.")

    def look(box: QMessageBox) -> None:
        box.grab()
        assert all(each.textFormat() is Qt.TextFormat.PlainText for each in texts(box))
        shown.extend(each.text().replace("\u200b", "") for each in texts(box))

    looked_at(look, lambda: ask_to_trust(parent, question))
    assert f"Run the code of {HARM} on this computer?" in shown
    assert shown.count(HARM) == 2
    assert any(text.startswith(f"{HARM} has changed.") for text in shown)
    assert not watch.was_touched()


def texts(box: QDialog) -> list[QLabel]:
    return [each for each in box.findChildren(QLabel) if each.text()]


def test_that_a_choice_is_asked_for_by_letters(parent: QWidget, watch: Watch) -> None:
    def look(box: QInputDialog) -> None:
        box.grab()
        [label] = texts(box)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text().replace("\u200b", "") == f"{HARM} && more:", "the list has a name"
        assert box.comboBoxItems() == ["first", HARM]
        assert box.textValue() == "first"

    def ask() -> str | None:
        return ask_which(parent, "Open a study", f"{HARM} & more:", ["first", HARM])

    assert looked_at(look, ask) is None
    assert not watch.was_touched()


def test_that_the_choice_is_the_answer(parent: QWidget) -> None:
    def choose(box: QInputDialog) -> None:
        box.setTextValue("second")
        box.accept()

    found = looked_at(choose, lambda: ask_which(parent, "Open", "Two:", ["first", "second"]))
    assert found == "second"
