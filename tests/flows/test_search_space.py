"""A conditional search space, built by mouse and keyboard in the real window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
)

from tests.flows.conftest import QUICK_TARGET, Person
from tuner_gui import ClassSpec, HyperParamSpace
from tuner_gui.app import new_config
from tuner_gui.core.space_document import space_to_document
from tuner_gui.ui.space.form_model import SpaceFormModel


class Builder:
    """The person at the search-space form."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.workbench.session.show_new(
            replace(new_config(), target=ClassSpec(path=f"{QUICK_TARGET}:Quick"))
        )
        self.form: SpaceFormModel = person.workbench.panels.setup.model.space

    @property
    def space(self) -> HyperParamSpace:
        assert self.form.space is not None, self.form.problems
        return self.form.space

    @property
    def rows(self) -> QListView:
        return self.person.find(QListView, "space_list")

    def add(self, kind: str, name: str) -> None:
        """Adds a parameter from the menu; its name has the focus, ready to be typed over."""
        self.person.click("space_add")
        menu = self.person.find(QMenu, "space_add_menu")
        action = next(each for each in menu.actions() if each.objectName() == f"space_add_{kind}")
        menu.setActiveAction(action)
        self.person.qtbot.keyClick(menu, Qt.Key.Key_Return)
        self.type("space_name", name)

    def type(self, field: str, text: str) -> None:
        """Types over what a field holds and leaves it by Tab."""
        self.person.type_into(field, text)
        self.person.press(field, Qt.Key.Key_Tab)

    def tick(self, name: str) -> None:
        box = self.person.find(QCheckBox, name)
        at = QPoint(8, box.height() // 2)
        self.person.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=at)

    def drag_onto(self, child: str, parent: str) -> None:
        """Drags one row onto another."""
        self.choose(child)
        view, viewport = self.rows, self.rows.viewport()
        data = view.model().mimeData([self.index(child)])
        at = view.visualRect(self.index(parent)).center()
        rest = (
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, QDragEnterEvent(at, *rest))
        QApplication.sendEvent(viewport, QDragMoveEvent(at, *rest))
        QApplication.sendEvent(viewport, QDropEvent(QPointF(at), *rest))

    def index(self, name: str):
        model = self.rows.model()
        place = next(at for at, row in enumerate(self.form.draft) if row.name == name)
        return model.index(place, 0)

    def choose(self, name: str) -> None:
        at = self.rows.visualRect(self.index(name)).center()
        self.person.qtbot.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def press_in_window(self, key: Qt.Key, *, shift: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(QApplication.focusWidget() or self.rows, key, modifier)


@pytest.fixture
def builder(person: Person) -> Builder:
    return Builder(person)


def build_all(builder: Builder) -> None:
    builder.add("choice", "model")
    builder.type("space_values", "svm, forest")
    builder.add("float", "svm.C")
    builder.type("space_low", "0.01")
    builder.type("space_high", "100")
    builder.tick("space_log")
    builder.type("space_points", "5")
    builder.type("space_when", "model = svm")
    builder.add("choice", "svm.kernel")
    builder.type("space_values", "rbf, linear")
    builder.type("space_when", "model = svm")
    builder.add("float", "svm.gamma")
    builder.type("space_low", "0.001")
    builder.type("space_high", "1")
    builder.tick("space_log")
    builder.type("space_points", "4")
    builder.drag_onto("svm.gamma", "svm.kernel")
    choose_in_popup(builder, "rbf")
    builder.add("int", "forest.depth")
    builder.type("space_low", "2")
    builder.type("space_high", "9")
    builder.type("space_when", "model = forest")
    builder.person.click("space_add_constraint")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    builder.person.qtbot.keyClicks(line, "svm.C * svm.gamma <= 1")
    builder.person.qtbot.keyClick(line, Qt.Key.Key_Return)


def choose_in_popup(builder: Builder, value: str) -> None:
    """Ticks just one value in the popup that a drop opens, and sets it."""
    person = builder.person
    person.wait(lambda: person.sees("space_condition_popup"))
    popup = person.find(QFrame, "space_condition_popup")
    for box in popup.findChildren(QCheckBox):
        if box.isChecked() != (box.text() == value):
            person.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    person.click("space_condition_set")
    person.wait(lambda: not person.sees("space_condition_popup"))


WANTED = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_float("svm.C", 0.01, 100, log=True, points=5, when={"model": "svm"})
    .add_choice("svm.kernel", ["rbf", "linear"], when={"model": "svm"})
    .add_float("svm.gamma", 0.001, 1, log=True, points=4, when={"svm.kernel": "rbf"})
    .add_int("forest.depth", 2, 9, when={"model": "forest"})
    .add_constraint("svm.C * svm.gamma <= 1")
)


def test_that_a_conditional_space_is_built_counted_undone_and_redone(builder: Builder) -> None:
    build_all(builder)
    document = space_to_document(builder.space)
    assert builder.space == WANTED
    assert document == space_to_document(WANTED)

    person = builder.person
    person.pick("setup_strategy", "Grid")
    points = list(builder.space.enumerate_grid())
    assert all(WANTED.contains(params) for params in points)
    run = person.find(QPushButton, "run_button")
    person.wait(lambda: run.text().endswith(f"Run {len(points)} trials"))
    assert builder.space.grid_size() == len(points)
    footer = person.find(QLabel, "space_footer")
    person.wait(lambda: str(len(points)) in footer.text())

    undo, redo = (person.window.findChild(QAction, f"{name}_action") for name in ("undo", "redo"))
    steps = 0
    while undo.isEnabled():
        builder.press_in_window(Qt.Key.Key_Z)
        steps += 1
        assert steps < 100
    assert len(builder.form.draft) == 0
    assert steps >= 15
    for _ in range(steps):
        assert redo.isEnabled()
        builder.press_in_window(Qt.Key.Key_Z, shift=True)
    assert not redo.isEnabled()
    assert space_to_document(builder.space) == document


def test_that_the_grid_of_a_conditional_space_runs_whole(builder: Builder) -> None:
    build_all(builder)
    person = builder.person
    person.pick("setup_strategy", "Grid")
    size = sum(1 for _ in WANTED.enumerate_grid())
    person.wait(
        lambda: person.find(QPushButton, "run_button").text().endswith(f"Run {size} trials")
    )
    builder.add("int", "x")
    builder.type("space_low", "1")
    builder.type("space_high", "1")
    builder.add("constant", "seconds")
    builder.type("space_constant", "0")
    person.click("run_button")
    person.wait(lambda: person.store.finished == size)
    person.wait_until_idle()
    tried = [person.store.record(number).params for number in range(size)]
    assert all(builder.space.contains(params) for params in tried)
    assert len({repr(params) for params in tried}) == size
