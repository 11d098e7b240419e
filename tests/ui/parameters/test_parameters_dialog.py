"""The dialog for the parameters of one trial: typed, pasted, refused at the field, handed over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from tuner_gui import HyperParamSpace
from tuner_gui.ui.parameters.parameters_dialog import ParametersDialog

SPACE = (
    HyperParamSpace()
    .add_float("lr", 1e-5, 0.1, log=True)
    .add_choice("criterion", ["gini", "entropy"])
    .add_int("depth", 1, 9, when={"criterion": "gini"})
    .add_constant("threads", 4)
)


@pytest.fixture
def parent(qtbot, theme):
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.hide()


@pytest.fixture
def dialog(parent):
    texts = {"lr": "0.01", "criterion": "gini", "depth": "3"}
    made = ParametersDialog(SPACE, texts, "As trial 3 had them.", parent)
    made.set_way("Run it next", "")
    made.show()
    return made


def accept(dialog: ParametersDialog) -> QPushButton:
    return dialog.findChild(QPushButton, "parameters_accept")


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_what_is_typed_is_handed_over(qtbot, dialog) -> None:
    field = dialog.findChild(QLineEdit, "try_depth")
    field.selectAll()
    QTest.keyClicks(field, "7")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        click(accept(dialog))
    assert chosen.args == [{"lr": 0.01, "criterion": "gini", "depth": 7, "threads": 4}]
    assert not dialog.isVisible()


def test_that_only_active_parameters_are_asked_for(dialog) -> None:
    box = dialog.findChild(QComboBox, "try_criterion")
    depth = dialog.findChild(QLineEdit, "try_depth")
    assert depth.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "entropy"
    assert not depth.isVisible()
    assert accept(dialog).isEnabled()
    assert dialog.findChild(QWidget, "try_threads") is None


def test_that_a_wrong_value_is_said_at_its_field(dialog) -> None:
    field = dialog.findChild(QLineEdit, "try_lr")
    field.selectAll()
    QTest.keyClicks(field, "5")
    assert field.toolTip() == "5 is not in its range."
    assert (accept(dialog).isEnabled(), accept(dialog).toolTip()) == (
        False,
        "lr: 5 is not in its range.",
    )
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "0.05")
    assert accept(dialog).isEnabled()
    assert field.toolTip() == "1e-5 – 0.1 · log"


def test_that_json_is_pasted(dialog) -> None:
    paste = dialog.findChild(QPushButton, "parameters_paste")
    QGuiApplication.clipboard().setText('{"lr": 0.002, "criterion": "gini", "depth": 2}')
    click(paste)
    assert dialog.findChild(QLineEdit, "try_lr").text() == "0.002"
    QGuiApplication.clipboard().setText("nothing of the kind")
    click(paste)
    said = [each.text() for each in dialog.findChildren(QLabel, "field_problem") if each.text()]
    assert said == ["The clipboard holds no parameters. Copy those of one trial as JSON first."]
    assert dialog.findChild(QLineEdit, "try_lr").text() == "0.002"


def test_that_a_value_that_the_list_no_longer_has_is_named(parent) -> None:
    dialog = ParametersDialog(SPACE, {"lr": "0.01", "criterion": "log_loss"}, "", parent)
    box = dialog.findChild(QComboBox, "try_criterion")
    assert box.placeholderText() == "log_loss"
    assert box.toolTip() == "log_loss is none of its values."


def test_that_an_obstacle_disables_and_says_why(dialog) -> None:
    dialog.set_way("Run it", "A session is being opened.")
    assert (accept(dialog).isEnabled(), accept(dialog).toolTip()) == (
        False,
        "A session is being opened.",
    )
