"""The fields of a command, worked by keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QWidget

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.domains import Choice, Float
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import CommandSpec, NoDataSpec
from tuner_gui.ui.setup.command_field import CommandField

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

NO_SPACE = HyperParamSpace()
SPACE = HyperParamSpace().add_float("lr", 0.01, 1).add_int("depth", 1, 9)


@pytest.fixture
def command(hands: PanelHands) -> CommandField:
    """A session's command with all its parameters."""
    target = CommandSpec(argv=("{python}", "train.py", "--lr", "{lr}", "--d={depth}"), cwd="/x")
    hands.panel.set_config(replace(READY, target=target, dataset=NoDataSpec(), space=SPACE))
    return hands.find(CommandField, "setup_command")


def retype(hands: PanelHands, field: QPlainTextEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    hands.qtbot.keyClicks(field, text)


def argv(hands: PanelHands) -> tuple[str, ...]:
    target = hands.panel.config().target
    assert isinstance(target, CommandSpec)
    return target.argv


def test_that_choosing_a_command_goes_to_where_it_is_written(hands: PanelHands):
    hands.pick("setup_target", "command")
    field = hands.find(CommandField, "setup_command")
    hands.qtbot.waitUntil(lambda: hands.panel.window().focusWidget() is field)
    assert hands.panel.problems()[0].startswith("Write the command to run.")
    assert not hands.is_wrong("setup_command")
    hands.qtbot.keyClicks(field, "solver 'a b'")
    assert argv(hands) == ("solver", "a b")
    assert not hands.find(QWidget, "setup_dataset").isVisible()


def test_that_problems_stand_at_the_command(hands: PanelHands, command: CommandField):
    retype(hands, command, "train.py --lr 'x")
    assert hands.is_wrong("setup_command")
    assert hands.sentences()[0].startswith("The quote ' in the command is not closed.")
    assert hands.panel.has_unparsed_text()
    retype(hands, command, "x {rl ")
    retype(hands, command, "x {lrr} {depth}")
    assert hands.sentences() == ["There is no parameter lrr for {lrr}. Did you mean {lr}?"]


def test_that_a_parameter_that_nothing_passes_is_added_by_a_link(
    hands: PanelHands, command: CommandField
):
    retype(hands, command, "{python} train.py --lr {lr}")
    note = next(each for each in hands.panel.findChildren(QLabel, "field_note") if each.isVisible())
    assert note.text() == "Nothing passes depth to the command."
    assert hands.panel.problems() == []
    hands.click("setup_command_pass")
    assert command.text() == "{python} train.py --lr {lr} --depth {depth}"
    assert not note.isVisible()


def test_that_what_the_command_names_is_added_by_a_link(hands: PanelHands, command: CommandField):
    retype(hands, command, "x optim.lr={optim.lr} {amp?--amp} {lr} {depth}")
    assert hands.find(QWidget, "setup_command_add").isVisible()
    hands.click("setup_command_add")
    space = hands.panel.config().space
    assert space.names == ("lr", "depth", "amp", "optim.lr")
    assert space["amp"].kind == Choice([True, False])
    assert isinstance(kind := space["optim.lr"].kind, Float)
    assert kind.log
    assert hands.sentences() == []
    assert not hands.find(QWidget, "setup_command_add").isVisible()


def test_that_the_empty_list_speaks_of_the_target_that_is_chosen(hands: PanelHands):
    target = CommandSpec(argv=("{python}", "train.py"), cwd="/x")
    hands.panel.set_config(replace(READY, target=None, dataset=NoDataSpec(), space=NO_SPACE))
    empty = hands.find(QWidget, "space_empty")
    assert empty.accessibleName().startswith("Choose a target")
    hands.panel.set_config(replace(READY, target=target, dataset=NoDataSpec(), space=NO_SPACE))
    assert empty.accessibleName().startswith("No parameters yet: read those of the script")


def test_that_a_brace_proposes_parameters(hands: PanelHands, command: CommandField):
    command.setFocus()
    command.selectAll()
    hands.qtbot.keyClicks(command, "x --d={d")
    named = (w for w in QApplication.allWidgets() if w.objectName() == "setup_command_proposals")
    popup = next(each for each in named if each.isVisible())
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == [
        "depth",
        "folder",
    ]
    hands.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert command.text() == "x --d={depth}"


def test_that_the_python_is_asked_for_only_where_it_is_used(
    hands: PanelHands, command: CommandField
):
    python = hands.find(QComboBox, "setup_command_python")
    assert python.isVisible()
    retype(hands, command, "train.sh {lr} {depth}")
    assert not python.isVisible()


def test_that_environments_beside_the_script_are_offered(
    hands: PanelHands, command: CommandField, tmp_path: Path
):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    hands.type_into("setup_command_folder", str(tmp_path))
    box = hands.find(QComboBox, "setup_command_python")
    hands.qtbot.waitUntil(lambda: box.findText(".venv") >= 0)
    hands.choose("setup_command_python", ".venv")
    assert hands.panel.config().target.python == str(python)
    assert box.currentText() == ".venv"


def test_that_variables_are_behind_more_until_there_are_some(
    hands: PanelHands, command: CommandField
):
    field = hands.find(QPlainTextEdit, "setup_command_environment")
    assert not field.isVisible()
    hands.click("setup_command_more")
    assert field.isVisible()
    retype(hands, field, "A=1")
    assert hands.panel.config().target.environment == {"A": "1"}
    retype(hands, field, "A")
    assert hands.sentences() == ["“A” sets no variable. Write NAME=value."]
    assert hands.panel.has_unparsed_text()


def test_that_the_format_is_asked_for_only_with_a_parameter_file(
    hands: PanelHands, command: CommandField
):
    box = hands.find(QComboBox, "setup_command_format")
    assert not box.isVisible()
    retype(hands, command, "x {config} ")
    assert box.isVisible()
    hands.choose("setup_command_format", "YAML")
    assert hands.panel.config().target.config_format == "yaml"
    assert hands.panel.problems() == []


def test_that_nothing_can_be_typed_while_locked(hands: PanelHands, command: CommandField):
    before = argv(hands)
    hands.panel.set_locked(True)
    hands.qtbot.keyClicks(command, "more")
    assert argv(hands) == before
    assert command.isReadOnly()


def test_that_enter_adds_no_line_to_the_command(hands: PanelHands, command: CommandField):
    before = command.text()
    command.setFocus()
    hands.qtbot.keyClick(command, Qt.Key.Key_Return)
    assert command.text() == before
