"""Conditions made by drag, by menu and by typing, with real events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QDrag, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
)

from tests.ui.space.trees import SVM, named, tree_of
from tuner_gui.core.parameter import Condition
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.space_document import space_to_document
from tuner_gui.ui.space.condition_popup import ConditionPopup
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.undo import SpaceHistory
from tuner_gui.ui.space.undo_keys import UndoKeys

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

LEFT = Qt.MouseButton.LeftButton
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hands(make_hands) -> FormHands:
    made = make_hands(SVM)
    made.form.set_room(900)
    return made


def popup_of(hands: FormHands) -> ConditionPopup:
    return hands.find(ConditionPopup, "space_condition_popup")


def tick(hands: FormHands, *texts: str) -> None:
    boxes = {box.accessibleName(): box for box in popup_of(hands).findChildren(QCheckBox)}
    for text in texts:
        box = boxes[text]
        hands.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def set_button(hands: FormHands) -> QAbstractButton:
    return hands.find(QAbstractButton, "space_condition_set")


def test_that_a_row_dropped_on_another_asks_for_its_values_and_moves_below(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    hands.click_row(hands.place_of("seed"))
    assert hands.drag(["seed"], to="svm.kernel", part=0.5)
    assert popup_of(hands).isVisible()
    assert not steps
    assert not set_button(hands).isEnabled()
    tick(hands, "rbf", "linear")
    hands.qtbot.mouseClick(set_button(hands), LEFT)
    assert not popup_of(hands).isVisible()
    assert tree_of(hands.model.draft)[-2:] == ["    seed", "  depth"]
    assert hands.space()["seed"].conditions == (Condition("svm.kernel", ("rbf", "linear")),)
    assert [step.label for step in steps] == ["Make seed depend on svm.kernel"]
    assert hands.selected() == ["seed"]


def test_that_the_popup_is_worked_by_keys_and_esc_leaves_all_as_it_was(hands: FormHands):
    before = hands.model.draft
    hands.drag(["seed"], to="svm.kernel", part=0.5)
    popup = popup_of(hands)
    hands.qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert hands.model.draft == before
    hands.drag(["seed"], to="svm.kernel", part=0.5)
    first = popup.focusWidget()
    assert first.accessibleName() == "rbf"
    hands.qtbot.keyClick(first, Qt.Key.Key_Space)
    hands.qtbot.keyClick(first, Qt.Key.Key_Return)
    assert hands.space()["seed"].conditions == (Condition("svm.kernel", ("rbf",)),)


def test_that_a_wide_range_is_asked_for_as_text(hands: FormHands):
    hands.drag(["seed"], to="depth", part=0.5)
    field = popup_of(hands).findChild(QLineEdit, "space_condition_values")
    hands.qtbot.keyClicks(field, "2")
    assert not set_button(hands).isEnabled()
    assert field.toolTip() == "depth never has the value 2."
    hands.qtbot.keyClicks(field, "0, 5")
    assert set_button(hands).isEnabled()
    hands.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert hands.space()["seed"].conditions == (Condition("depth", (20, 5)),)


def test_that_the_ticks_of_a_condition_are_there_again(hands: FormHands):
    hands.drag(["svm.gamma"], to="svm.kernel", part=0.5)
    boxes = popup_of(hands).findChildren(QCheckBox)
    assert [box.accessibleName() for box in boxes if box.isChecked()] == ["rbf", "poly"]
    popup_of(hands).close()


def test_that_a_drop_between_rows_still_reorders_whole_blocks(hands: FormHands):
    assert hands.drag(["svm.kernel"], to="svm.C", part=0.1)
    assert tree_of(hands.model.draft)[:6] == [
        "model",
        "  svm.kernel",
        "    svm.gamma",
        "      coef",
        "    svm.degree",
        "  svm.C",
    ]


def test_that_a_drop_that_cannot_be_is_refused_in_words(hands: FormHands):
    assert not hands.drag(["model"], to="svm.C", part=0.5)
    assert hands.hint() == "svm.C depends on model, so model cannot depend on it."
    assert not hands.drag(["svm.gamma"], to="seed", part=0.9)
    assert hands.hint() == "svm.gamma depends on svm.kernel, so it stays below it."
    assert hands.drag(["seed"], to="svm.C", part=0.5, drops=False)
    assert hands.hint() == "Make seed depend on svm.C…"
    assert hands.drag(["seed"], to="model", part=0.1, drops=False)
    assert hands.hint() == ""
    assert hands.drag(["seed"], to="seed", part=0.5, drops=False)
    assert hands.hint() == ""


def test_that_keys_say_why_a_row_stays(hands: FormHands):
    hands.click_row(hands.place_of("svm.C"))
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Up, ALT)
    assert hands.hint() == "svm.C depends on model, so it stays below it."
    hands.press(Qt.Key.Key_Down, ALT)
    assert tree_of(hands.model.draft)[1] == "  svm.kernel"
    assert hands.list.currentIndex().row() == hands.place_of("svm.C") == 5


def open_menu(hands: FormHands, *path: str) -> QMenu:
    """Opens the context menu, then the menus below it as a person does."""
    hands.list.customContextMenuRequested.emit(QPoint(20, 20))
    menu = hands.find(QMenu, "space_context_menu")
    for title in path:
        menu = next(each.menu() for each in menu.actions() if each.menu() and each.text() == title)
        menu.aboutToShow.emit()
    return menu


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def test_that_the_menu_switches_values_one_by_one(hands: FormHands):
    hands.click_row(hands.place_of("seed"))
    values = entries(open_menu(hands, "Active when", "svm.kernel"))
    assert list(values) == ["rbf", "poly", "linear", "Several values…"]
    values["poly"].trigger()
    assert hands.space()["seed"].conditions == (Condition("svm.kernel", ("poly",)),)
    values = entries(open_menu(hands, "Active when", "svm.kernel"))
    assert [text for text, action in values.items() if action.isChecked()] == ["poly"]
    values["rbf"].trigger()
    assert hands.space()["seed"].conditions == (Condition("svm.kernel", ("poly", "rbf")),)
    for text in ("poly", "rbf"):
        entries(open_menu(hands, "Active when", "svm.kernel"))[text].trigger()
    assert hands.space()["seed"].conditions == ()
    assert tree_of(hands.model.draft)[-1] == "seed"


def test_that_the_menu_offers_only_possible_parents_and_a_way_back(hands: FormHands):
    hands.click_row(hands.place_of("svm.kernel"))
    listed = entries(open_menu(hands, "Active when"))
    assert list(listed) == ["Always active", "model", "svm.C", "depth", "seed"]
    listed["Always active"].trigger()
    assert hands.space()["svm.kernel"].conditions == ()


def test_that_the_menu_asks_for_several_values(hands: FormHands):
    hands.click_row(hands.place_of("seed"))
    entries(open_menu(hands, "Active when", "model"))["Several values…"].trigger()
    tick(hands, "svm", "forest")
    hands.qtbot.mouseClick(set_button(hands), LEFT)
    assert hands.space()["seed"].conditions == (Condition("model", ("svm", "forest")),)


def test_that_a_condition_is_typed_with_proposals(hands: FormHands):
    hands.click_row(hands.place_of("seed"))
    when = hands.field("when")
    when.setFocus()
    hands.qtbot.keyClicks(when, "ker")
    assert proposals() == ["svm.kernel"]
    hands.press(Qt.Key.Key_Return)
    assert when.text() == "svm.kernel = "
    assert proposals() == ["rbf", "poly", "linear"]
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Tab)
    assert when.text() == "svm.kernel = poly"
    assert proposals() == []
    hands.qtbot.keyClicks(when, ", ")
    assert proposals() == ["rbf", "linear"]
    hands.press(Qt.Key.Key_Escape)
    assert proposals() == []
    assert when.hasFocus()
    hands.qtbot.keyClicks(when, "rbf and ")
    assert proposals()[0] == "model"
    hands.press(Qt.Key.Key_Escape)
    assert hands.sentences() == ["A condition is missing beside “and”."]
    hands.press(Qt.Key.Key_Return)
    assert when.text() == "svm.kernel = poly, rbf"
    assert hands.space()["seed"].conditions == (Condition("svm.kernel", ("poly", "rbf")),)


def proposals() -> list[str]:
    """What the list at the field proposes; nothing while it is not there."""
    popup = QApplication.activePopupWidget()
    if not isinstance(popup, QListView):
        return []
    model = popup.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_that_typing_a_condition_is_one_step_and_moves_the_row_at_enter(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    hands.click_row(hands.place_of("seed"))
    hands.type_into("when", "svm.kernel = rbf, poly and depth = 3")
    assert hands.names()[-1] == "seed"
    hands.press(Qt.Key.Key_Return)
    assert len({step.merge for step in steps}) == 1
    assert {step.label for step in steps} == {"Change when seed is active"}
    assert tree_of(hands.model.draft)[-2:] == ["  depth", "    seed"]
    assert hands.space()["seed"].conditions == (
        Condition("svm.kernel", ("rbf", "poly")),
        Condition("depth", (3,)),
    )
    assert hands.list.hasFocus()


def test_that_a_later_parent_is_said_at_the_field_and_mended_at_enter(hands: FormHands):
    hands.click_row(hands.place_of("depth"))
    hands.type_into("when", "seed = 4")
    assert hands.sentences() == ["seed stands below depth; Enter moves depth there."]
    assert hands.field("when").property("invalid") == "true"
    hands.press(Qt.Key.Key_Return)
    assert hands.sentences() == []
    assert tree_of(hands.model.draft)[-2:] == ["seed", "  depth"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kernal = rbf", "There is no parameter kernal. Is it svm.kernel?"),
        ("svm.kernel = rbff", "svm.kernel never has the value 'rbff'."),
        ('svm.kernel = "rbf', "A quote is not closed."),
    ],
)
def test_that_a_wrong_condition_is_said_at_its_field(hands: FormHands, text, sentence):
    hands.click_row(hands.place_of("seed"))
    hands.type_into("when", text)
    assert hands.sentences() == [sentence]
    assert hands.model.space is None
    assert hands.row_at(hands.place_of("seed")).problem
    hands.click_row(0)
    hands.click_row(hands.place_of("seed"))
    assert hands.field("when").text() == text
    hands.type_into("when", " ")
    assert hands.sentences() == []
    assert hands.space()["seed"].conditions == ()


def test_that_an_empty_field_means_always_active(hands: FormHands):
    hands.click_row(hands.place_of("svm.degree"))
    assert hands.field("when").text() == "svm.kernel = poly"
    when = hands.field("when")
    when.setFocus()
    when.selectAll()
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Return)
    assert hands.space()["svm.degree"].conditions == ()
    assert tree_of(hands.model.draft)[-2:] == ["svm.degree", "seed"]


def test_that_a_click_finds_its_row_while_a_typed_one_moves(hands: FormHands):
    hands.click_row(hands.place_of("seed"))
    hands.type_into("when", "svm.kernel = rbf")
    hands.click_row(hands.place_of("depth"))
    hands.qtbot.waitUntil(lambda: hands.names()[-1] == "depth")
    assert hands.selected() == ["depth"]


def test_that_removing_a_parent_keeps_its_children_unless_asked(hands: FormHands):
    steps = []
    hands.model.edited.connect(steps.append)
    hands.click_row(hands.place_of("svm.kernel"))
    hands.list.setFocus()
    menu = entries(open_menu(hands))
    assert "Remove with the 3 below" in menu
    hands.find(QMenu, "space_context_menu").close()
    hands.press(Qt.Key.Key_Delete)
    assert tree_of(hands.model.draft)[:3] == ["model", "  svm.C", "  depth"]
    assert "svm.kernel" in hands.row_at(hands.place_of("svm.gamma")).problem
    hands.click_row(0)
    hands.list.setFocus()
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert hands.names() == ["svm.gamma", "coef", "svm.degree", "seed"]
    assert [step.label for step in steps] == ["Remove svm.kernel", "Remove model and 2 below"]


def test_that_renaming_a_parent_is_followed_by_field_and_list(hands: FormHands):
    hands.click_row(hands.place_of("svm.kernel"))
    hands.type_into("name", "form")
    assert hands.row_at(3).words.startswith("when form = rbf, poly")
    hands.click_row(3)
    assert hands.field("when").text() == "form = rbf, poly"


def test_that_a_row_is_added_in_the_group_of_the_focused_one(hands: FormHands):
    hands.click_row(hands.place_of("svm.gamma"))
    hands.model.add("int")
    assert hands.selected() == ["svm.parameter"]
    assert tree_of(hands.model.draft)[-2:] == ["svm.parameter", "seed"]
    hands.click_row(hands.place_of("seed"))
    hands.model.add("int")
    assert hands.names()[-1] == "parameter"


def test_that_a_screen_reader_hears_depth_and_condition(hands: FormHands):
    index = hands.list.model().index(hands.place_of("svm.gamma"), 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "svm.gamma, Float, level 3, under svm.kernel, "
        "when svm.kernel = rbf, poly · 1e-5 – 0.01 · log"
    )


def test_that_a_locked_form_takes_no_condition(hands: FormHands):
    hands.form.set_locked(True)
    before = hands.model.draft
    assert not hands.drag(["seed"], to="svm.kernel", part=0.5)
    assert not popup_of(hands).isVisible()
    hands.click_row(hands.place_of("seed"))
    hands.type_into("when", "model = svm")
    assert hands.model.draft == before
    assert hands.model.draft.row(named(before, "seed")).conditions == ()


def test_that_undo_takes_a_typed_condition_and_the_move_back_in_one_step(hands: FormHands):
    history = SpaceHistory(hands.model, hands.model)
    keys = UndoKeys(hands.form, hands.form)
    keys.left.connect(history.seal)
    before = hands.model.draft
    for end in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        hands.click_row(hands.place_of("seed"))
        hands.type_into("when", "svm.kernel = rbf")
        hands.press(end)
        assert tree_of(hands.model.draft)[-2] == "    seed"
        assert history.undo_text == "Change when seed is active"
        history.undo()
        assert hands.model.draft == before
        assert not history.can_undo


def test_that_the_space_of_the_issue_is_built_undone_and_built_again(make_hands):
    hands = make_hands(HyperParamSpace())
    hands.form.set_room(900)
    history = SpaceHistory(hands.model, hands.model)
    for kind, name, condition in (
        ("choice", "model", ""),
        ("float", "svm.C", "model = svm"),
        ("choice", "svm.kernel", "model = svm"),
        ("float", "svm.gamma", "svm.kernel = rbf"),
        ("int", "forest.depth", "model = forest"),
    ):
        hands.find(QAction, f"space_add_{kind}").trigger()
        hands.type_into("name", name)
        if kind == "choice":
            hands.type_into("values", "svm, forest" if name == "model" else "rbf, poly")
        if condition:
            hands.type_into("when", condition)
            hands.press(Qt.Key.Key_Return)
    assert tree_of(hands.model.draft) == [
        "model",
        "  svm.C",
        "  svm.kernel",
        "    svm.gamma",
        "  forest.depth",
    ]
    full = space_to_document(hands.space())
    while history.can_undo:
        history.undo()
    assert hands.model.draft == SpaceDraft()
    while history.can_redo:
        history.redo()
    assert space_to_document(hands.space()) == full


def test_that_the_popup_says_what_else_a_row_depends_on(make_hands):
    space = HyperParamSpace().add_choice("model", ["forest", "svm"]).add_choice("mode", ["a", "b"])
    made = make_hands(space.add_int("depth", 1, 9, when={"model": "forest"}))
    rows = {row.name: row.key for row in made.model.draft}
    popup = popup_of(made)
    popup.ask([rows["depth"]], rows["mode"], QPoint(0, 0))
    others = popup.findChild(QLabel, "space_condition_others")
    assert others.isVisible()
    assert others.text() == "and model = forest"
    popup.ask([rows["depth"]], rows["model"], QPoint(0, 0))
    assert not others.isVisible()
    popup.close()


def test_that_what_is_dragged_is_small_and_lets_the_row_below_be_seen(hands, monkeypatch):
    seen: list[tuple[QPixmap, QPoint]] = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, *_: seen.append((drag.pixmap(), drag.hotSpot()))
    )
    hands.click_row(0)
    hands.list.startDrag(Qt.DropAction.MoveAction)
    ((picture, spot),) = seen
    assert 0 < picture.width() <= 180 * picture.devicePixelRatio()
    assert picture.toImage().pixelColor(6, picture.height() // 2).alpha() < 230
    assert spot.x() < 0
