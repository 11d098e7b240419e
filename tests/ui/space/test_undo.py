"""Undo and redo by the model and by real keys in the fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.ui.space.conftest import FormHands
from tests.ui.space.test_draft import FOREST
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.form import SpaceForm
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.space.row_edits import RowEdits
from tuner_gui.ui.space.undo import SpaceHistory
from tuner_gui.ui.space.undo_keys import UndoKeys

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def form(qapp) -> SpaceFormModel:
    made = SpaceFormModel()
    made.load(SpaceDraft.from_space(FOREST))
    return made


@pytest.fixture
def history(form, clock) -> SpaceHistory:
    return SpaceHistory(form, form, clock=clock)


def type_high(form: SpaceFormModel, text: str, key: int = 2) -> None:
    row = form.draft.row(key).with_texts(high=text)
    form.edit_row(row, f"Change high of {row.name}", merge=f"{key}.high")


def remove(form: SpaceFormModel, key: int) -> None:
    form.apply(form.draft.without(key), f"Remove {form.draft.row(key).name}")


def test_that_every_step_is_named_and_taken_back_and_done_again(form, history):
    drafts, edits = [form.draft], RowEdits(form)
    form.select(2)
    for act in (
        lambda: form.add("float"),
        lambda: type_high(form, "30"),
        lambda: edits.drop([3], 0),
        edits.remove,
        lambda: form.replace_all(FOREST, "Parameters of SVC"),
    ):
        act()
        drafts.append(form.draft)
    assert [step.label for step in history.past()][::-1] == [
        "Add parameter",
        "Change high of max_depth",
        "Move max_features",
        "Remove parameter",
        "Parameters of SVC",
    ]
    for draft in reversed(drafts[:-1]):
        history.undo()
        assert form.draft == draft
    assert (history.can_undo, history.undo_text) == (False, "")
    assert history.redo_text == "Add parameter"
    for draft in drafts[1:]:
        history.redo()
        assert form.draft == draft
    assert not history.can_redo


def test_that_typing_after_an_undo_is_a_step_of_its_own(form, history):
    before = form.draft
    type_high(form, "30")
    history.seal()
    type_high(form, "300")
    history.undo()
    type_high(form, "31")
    history.undo()
    assert form.draft.row(2).high == "30"
    history.undo()
    assert form.draft == before


def test_that_undo_is_no_edit_but_tells_that_the_draft_is_another(form, history, qtbot):
    type_high(form, "30")
    with (
        qtbot.assertNotEmitted(form.edited),
        qtbot.waitSignals([form.changed, history.restored, history.changed]),
    ):
        history.undo()


def test_that_typing_in_one_field_is_one_step_until_a_pause(form, history, clock):
    for text in ("2", "25", "250"):
        type_high(form, text)
        clock.now += 1
    assert len(history.past()) == 1
    clock.now += 2
    type_high(form, "2500")
    assert len(history.past()) == 2
    history.undo()
    assert form.draft.row(2).high == "250"
    history.undo()
    assert form.draft.row(2).high == "20"


def test_that_leaving_the_field_another_field_or_an_undo_ends_a_step(form, history):
    type_high(form, "2")
    history.seal()
    type_high(form, "25")
    type_high(form, "1", key=0)
    type_high(form, "256")
    assert len(history.past()) == 4
    history.undo()
    type_high(form, "257")
    assert [step.before.row(2).high for step in history.past()] == ["25", "25", "2", "20"]
    assert not history.can_redo


def test_that_a_step_that_ends_where_it_began_is_none(form, history):
    type_high(form, "2")
    type_high(form, "20")
    assert not history.can_undo
    assert not history.past()


def test_that_what_comes_back_or_changes_is_selected(form, history):
    form.select(1)
    RowEdits(form).remove()
    form.select(4)
    history.undo()
    assert form.selected_keys == (1,)
    type_high(form, "30")
    form.select(0)
    history.undo()
    assert form.selected_keys == (2,)
    history.redo()
    assert form.selected_keys == (2,)
    form.add("int")
    history.undo()
    assert form.current_key == 4


def test_that_nothing_is_undone_while_locked(form, history):
    type_high(form, "30")
    form.is_locked = True
    assert not history.can_undo
    history.undo()
    assert form.draft.row(2).high == "30"
    form.is_locked = False
    assert history.can_undo


def test_that_another_session_has_no_steps(form, history, qtbot):
    type_high(form, "30")
    history.undo()
    type_high(form, "31")
    with qtbot.waitSignal(history.changed):
        history.clear()
    assert not history.can_undo
    assert not history.can_redo


class Desk(QObject):
    """What the window does for the form: actions with keys."""

    def __init__(self, window: QWidget, form: SpaceForm, history: SpaceHistory) -> None:
        super().__init__(window)
        self.keys = UndoKeys(form, self)
        self.keys.left.connect(history.seal)
        for slot, keys in ((history.undo, ["Ctrl+Z"]), (history.redo, ["Ctrl+Shift+Z", "Ctrl+Y"])):
            action = QAction(window)
            action.setShortcuts([QKeySequence(each) for each in keys])
            action.triggered.connect(slot)
            window.addAction(action)


@pytest.fixture
def hands(qtbot, theme, form, history) -> FormHands:
    window = QWidget()
    qtbot.addWidget(window)
    made = SpaceForm(form, theme)
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(QLineEdit(objectName="elsewhere"))
    window.resize(380, 760)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    Desk(window, made, history)
    hands = FormHands(qtbot, form, made)
    hands.window = window  # who holds the hands holds the window
    return hands


def keys(hands: FormHands, key: Qt.Key, modifiers=CTRL) -> None:
    widget = hands.form.window().focusWidget()
    QTest.keyClick(widget, key, modifiers)


def test_that_the_undo_key_in_a_field_takes_back_the_step_not_a_letter(hands, history):
    hands.click_row(2)
    hands.type_into("high", "345")
    assert hands.field("high").isUndoAvailable()
    keys(hands, Qt.Key.Key_Z)
    assert hands.field("high").text() == "20"
    assert hands.field("high").hasFocus()
    keys(hands, Qt.Key.Key_Z, CTRL | SHIFT)
    assert hands.field("high").text() == "345"
    keys(hands, Qt.Key.Key_Z)
    keys(hands, Qt.Key.Key_Y)
    assert hands.field("high").text() == "345"


def test_that_the_undo_key_does_nothing_in_a_field_when_there_is_no_step(hands, history):
    hands.click_row(2)
    hands.type_into("high", "345")
    history.clear()
    keys(hands, Qt.Key.Key_Z)
    assert hands.field("high").text() == "345"


def test_that_going_to_another_field_and_back_makes_two_steps(hands, history):
    hands.click_row(2)
    hands.type_into("high", "34")
    hands.field("low").setFocus()
    hands.field("high").setFocus()
    QTest.keyClicks(hands.field("high"), "5")
    assert hands.field("high").text().endswith("5")
    keys(hands, Qt.Key.Key_Z)
    assert hands.field("high").text() == "34"


def test_that_a_removed_row_comes_back_by_the_undo_key_in_the_list(hands, history):
    hands.click_row(1)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert "criterion" not in hands.names()
    keys(hands, Qt.Key.Key_Z)
    assert hands.names()[1] == "criterion"
    assert hands.field("name").text() == "criterion"
    assert hands.model.problems == {}


def test_that_other_fields_of_the_window_keep_their_own_undo(hands, history):
    hands.click_row(2)
    hands.type_into("high", "345")
    other = hands.form.window().findChild(QLineEdit, "elsewhere")
    other.setFocus()
    QTest.keyClicks(other, "abc")
    keys(hands, Qt.Key.Key_Z)
    assert other.text() == ""
    assert hands.model.draft.row(2).high == "345"


def test_that_from_empty_to_full_and_back_is_the_same(hands, history):
    hands.model.load(SpaceDraft())
    history.clear()
    hands.model.add("choice")
    hands.type_into("name", "kernel")
    hands.type_into("values", "linear, rbf")
    hands.model.add("float")
    hands.type_into("name", "gamma")
    hands.type_into("high", "2")
    full, space = hands.model.draft, hands.space()
    while history.can_undo:
        history.undo()
    assert hands.model.draft == SpaceDraft()
    while history.can_redo:
        history.redo()
    assert hands.model.draft == full
    assert hands.space() == space
