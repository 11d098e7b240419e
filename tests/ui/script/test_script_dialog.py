"""The reading dialog, worked by keys and clicks."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTreeView, QWidget

from tuner_gui.core.objective import Direction
from tuner_gui.session.script_answer import ScriptAnswer
from tuner_gui.session.script_draft import ScriptDraft
from tuner_gui.targets.reading import ReadParameter, ReadTarget
from tuner_gui.ui.script.script_dialog import ScriptDialog

PATH = Path("/work/train.py")


def number(name: str, **more) -> ReadParameter:
    given = {"kind": "float", "low": 0.0, "high": 1.0, "default": 0.5, "has_default": True}
    given |= {"flag": f"--{name}", "selected": True, "reason": "From its default."}
    return ReadParameter(name=name, **(given | more))


def read(*parameters: ReadParameter, **more) -> ReadTarget:
    return ReadTarget(
        target=str(PATH), style="argparse", parameters=parameters, path=str(PATH), **more
    )


FEW = read(
    number("lr", help="the learning rate"),
    number("dropout"),
    number("data", kind="constant", selected=False, has_default=False, is_required=True),
    notes=("extend may add arguments", "second", "third", "fourth"),
)


class Hands:
    def __init__(self, qtbot, dialog: ScriptDialog) -> None:
        self.qtbot, self.dialog = qtbot, dialog
        self.view = dialog.findChild(QTreeView, "script_parameters")

    def show(self, target: ReadTarget, *, metrics: tuple[str, ...] = ("acc", "loss")) -> None:
        answer = ScriptAnswer(target, metrics=metrics)
        self.dialog.show_answer(ScriptDraft.of(PATH, answer), answer)

    def press(self, *keys: Qt.Key) -> None:
        self.view.setFocus()
        for key in keys:
            self.qtbot.keyClick(self.view, key)

    def click(self, name: str) -> None:
        button = self.dialog.findChild(QWidget, name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type_into(self, name: str, text: str) -> None:
        field = self.dialog.findChild(QLineEdit, name)
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def text(self, name: str) -> str:
        return self.dialog.findChild(QLabel, name).text()

    @property
    def ticked(self) -> set[str]:
        return set(self.dialog.draft.ticked)


@pytest.fixture
def hands(qtbot, theme) -> Hands:
    dialog = ScriptDialog(theme)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return Hands(qtbot, dialog)


def test_that_arrows_walk_and_space_ticks(hands: Hands):
    hands.show(FEW)
    assert hands.ticked == {"lr", "dropout"}
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert hands.ticked == {"lr"}
    hands.press(Qt.Key.Key_Space)
    assert hands.ticked == {"lr", "dropout"}
    assert hands.text("script_count") == "2 of 3 ticked"


def test_that_space_ticks_all_selected_rows_alike(hands: Hands):
    hands.show(FEW)
    hands.view.setFocus()
    hands.qtbot.keyClick(hands.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Space)
    assert hands.ticked == set()
    hands.press(Qt.Key.Key_Space)
    assert hands.ticked == {"lr", "dropout", "data"}


def test_that_a_click_on_the_box_ticks_and_on_the_name_only_selects(hands: Hands):
    hands.show(FEW)
    place = hands.view.visualRect(hands.view.model().index(1, 0))
    viewport, left = hands.view.viewport(), Qt.MouseButton.LeftButton
    hands.qtbot.mouseClick(viewport, left, pos=place.center())
    assert hands.ticked == {"lr", "dropout"}
    box = place.topLeft()
    box.setX(24)
    box.setY(place.center().y())
    hands.qtbot.mouseClick(viewport, left, pos=box)
    assert hands.ticked == {"lr"}


def test_that_ticks_of_all_go_by_what_the_search_leaves(hands: Hands):
    hands.show(FEW)
    hands.click("script_tick_none")
    assert hands.ticked == set()
    hands.type_into("script_search", "learning")
    assert hands.view.model().rowCount() == 1
    hands.click("script_tick_all")
    assert hands.ticked == {"lr"}
    hands.type_into("script_search", "unheard of")
    assert not hands.view.isVisible()
    hands.type_into("script_search", "-")
    hands.click("script_tick_proposed")
    assert hands.ticked == {"lr", "dropout"}


def test_that_enter_accepts_wherever_it_is_pressed(hands: Hands):
    hands.show(FEW)
    with hands.qtbot.waitSignal(hands.dialog.chosen) as chosen:
        hands.press(Qt.Key.Key_Return)
    assert chosen.args[0].ticked == {"lr", "dropout"}
    hands.dialog.show()
    with hands.qtbot.waitSignal(hands.dialog.chosen):
        field = hands.dialog.findChild(QLineEdit, "script_search")
        field.setFocus()
        hands.qtbot.keyClick(field, Qt.Key.Key_Return)


def test_that_a_metric_is_typed_and_brings_its_direction(hands: Hands):
    hands.show(FEW)
    assert hands.dialog.draft.metric == "acc"
    hands.type_into("script_metric", "loss")
    assert hands.dialog.draft.direction is Direction.MINIMIZE
    assert hands.dialog.findChild(QComboBox, "script_direction").currentIndex() == 1


def test_that_a_metric_that_is_not_proposed_brings_its_direction_too(hands: Hands):
    hands.show(FEW)
    hands.type_into("script_metric", "val/mse")
    assert hands.dialog.draft.direction is Direction.MINIMIZE
    combo = hands.dialog.findChild(QComboBox, "script_direction")
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    hands.type_into("script_metric", "loss")
    assert hands.dialog.draft.direction is Direction.MAXIMIZE


def test_that_a_metric_that_was_not_found_is_asked_for(hands: Hands):
    hands.show(FEW, metrics=())
    note = hands.dialog.findChild(QLabel, "script_metric_note")
    assert note.text() == "Metric not found: name what the script prints."
    assert not hands.dialog.findChild(QPushButton, "script_use").isEnabled()
    hands.press(Qt.Key.Key_Return)
    assert hands.dialog.isVisible()
    assert hands.dialog.findChild(QLineEdit, "script_metric").hasFocus()
    hands.type_into("script_metric", "loss")
    assert not note.isVisible()
    assert hands.dialog.findChild(QPushButton, "script_use").isEnabled()


def test_that_one_of_several_sub_commands_is_chosen(hands: Hands):
    hands.show(FEW)
    combo = hands.dialog.findChild(QComboBox, "script_subcommand")
    assert not combo.isVisible()
    commands = (("fit",), ("data", "prepare"))
    hands.show(read(number("lr"), command=("fit",), commands=commands))
    assert combo.isVisible()
    assert [combo.itemText(place) for place in range(2)] == ["fit", "data prepare"]
    assert combo.currentIndex() == 0
    with hands.qtbot.waitSignal(hands.dialog.command_chosen) as chosen:
        combo.activated.emit(1)
    assert chosen.args == [("data", "prepare")]


def test_that_notes_name_what_is_required_first_and_fold_the_rest(hands: Hands):
    hands.show(FEW)
    first, second = hands.text("script_notes").replace("\u200b", "").splitlines()
    assert first.startswith("data is required and not ticked")
    assert second == "extend may add arguments."
    hands.click("script_notes_more")
    assert len(hands.text("script_notes").splitlines()) == 5


def test_that_the_command_follows_the_ticks(hands: Hands):
    hands.show(FEW)
    label = hands.dialog.findChild(QLabel, "script_runs")
    assert label.full_text() == "python train.py --lr {lr} --dropout {dropout} --data {data}"
    hands.press(Qt.Key.Key_Space)
    assert "--lr" not in label.full_text()
    button = hands.dialog.findChild(QPushButton, "script_use")
    assert button.text() == "Use 1 parameter"


def test_that_a_problem_keeps_what_was_read_before(hands: Hands):
    hands.show(FEW)
    answer = ScriptAnswer(None, "train.py imports torch, which is not installed.", is_exact=True)
    hands.dialog.show_answer(ScriptDraft.of(PATH, answer), answer)
    assert hands.text("script_how") == answer.problem
    assert hands.ticked == {"lr", "dropout"}
    assert hands.view.isVisible()


def test_that_a_configuration_file_waits_for_its_command(hands: Hands):
    path = Path("/work/settings.yaml")
    target = ReadTarget(
        target=str(path),
        style="yaml",
        parameters=(number("lr", passing="none", flag=""),),
        path=str(path),
    )
    answer = ScriptAnswer(target, metrics=("acc",))
    hands.dialog.show_answer(ScriptDraft.of(path, answer), answer)
    use = hands.dialog.findChild(QPushButton, "script_use")
    assert use.isEnabled()
    hands.type_into("script_command", "'")
    assert not use.isEnabled()
    problems = hands.dialog.findChildren(QLabel, "field_problem")
    assert any("not closed" in each.text() for each in problems if each.isVisible())


def test_that_600_parameters_stay_quick(hands: Hands):
    """A wide margin: on an idle machine each takes some milliseconds."""
    many = read(*(number(f"option_{place}") for place in range(600)))
    begin = perf_counter()
    hands.show(many)
    hands.view.viewport().repaint()
    shown = perf_counter()
    for _ in range(10):
        hands.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    ticked = perf_counter()
    hands.type_into("script_search", "option_59")
    searched = perf_counter()
    assert len(hands.ticked) == 590
    assert hands.view.model().rowCount() == 11
    assert shown - begin < 1.0
    assert ticked - shown < 1.5
    assert searched - ticked < 1.5


def test_that_rows_say_all_to_a_screen_reader(hands: Hands):
    hands.show(FEW)
    index = hands.view.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "lr, ticked, default 0.5, 0.0 – 1.0, From its default."
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "the learning rate\nFrom its default."
