"""A real window, as app.py builds it, with folders of its own; and a person in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tuner_gui import Budget, ClassSpec, HyperParamSpace, RandomKind, SweepConfig
from tuner_gui.app import build_window
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.window.main_window import MainWindow
from tuner_gui.ui.window.memory import WindowMemory
from tuner_gui.ui.window.workbench import Workbench

_Widget = TypeVar("_Widget", bound=QWidget)

QUICK_TARGET = Path(__file__).parents[1] / "bridge" / "quick_target.py"


class Person:
    """Clicks and types in a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    @property
    def workbench(self) -> Workbench:
        return self.window.workbench

    @property
    def store(self) -> TrialStore:
        return self.workbench.services.live.store

    @property
    def phase(self) -> SweepPhase:
        return self.workbench.sweep.phase

    def find(self, kind: type[_Widget], name: str) -> _Widget:
        found = [w for w in QApplication.allWidgets() if w.objectName() == name]
        visible = [w for w in found if isinstance(w, kind) and w.isVisible()]
        assert len(visible) == 1, f"{len(visible)} visible {name}, {len(found)} in all"
        return visible[0]

    def click(self, name: str) -> None:
        widget = self.find(QWidget, name)
        assert widget.isEnabled(), f"{name} is disabled: {widget.toolTip()}"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type_into(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, name)
        self.qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def pick(self, name: str, text: str) -> None:
        """Chooses from a combo box by the keyboard."""
        box = self.find(QComboBox, name)
        index = box.findText(text, Qt.MatchFlag.MatchStartsWith)
        assert index >= 0, f"no {text} in {[box.itemText(i) for i in range(box.count())]}"
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(index):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText().startswith(text)

    def wait(self, condition: Callable[[], bool], timeout_ms: int = 30_000) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout_ms)

    def wait_until_idle(self, timeout_ms: int = 120_000) -> None:
        self.wait(lambda: not self.phase.is_active, timeout_ms)
        self.wait(lambda: not self.workbench.services.keeper.is_writing)

    def sees(self, name: str) -> bool:
        return any(w.objectName() == name and w.isVisible() for w in QApplication.allWidgets())

    def press(self, name: str, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.find(QWidget, name), key)

    def show_quick_setup(
        self, trials: int = 6, seconds: float = 0.0, *, fails: bool = False
    ) -> None:
        """Fills the setup with a class target whose trials take as long as they are told."""
        most = 100 if trials <= 50 else 10_000  # a strategy repeats nothing
        space = HyperParamSpace().add_int("x", 1, most).add_constant("seconds", seconds)
        if fails:
            space = space.add_constant("fails", True)
        self.workbench.session.show_new(
            SweepConfig(
                "quick",
                ClassSpec(path=f"{QUICK_TARGET}:Quick"),
                space,
                RandomKind(),
                budget=Budget(trials=trials, concurrency=2),
                seed=1,
            )
        )
        self.wait(lambda: self.find(QPushButton, "run_button").isEnabled())

    def run_quick_sweep(self, trials: int = 6) -> None:
        """Runs a whole sweep of trials that take no time."""
        self.show_quick_setup(trials)
        self.click("run_button")
        self.wait(lambda: self.phase.is_active or len(self.store) > 0)
        self.wait_until_idle()


@pytest.fixture
def new_window(
    qtbot: QtBot, qapp: QApplication, estimator_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Person]]:
    """Makes windows that remember in one place; closes what is left of them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(estimator_cache))
    made: list[MainWindow] = []

    def make() -> Person:
        from tuner_gui.session.folders import window_file

        memory = WindowMemory(window_file())
        theme = Theme(memory.theme)
        window = build_window(theme, memory)
        theme.setParent(window)
        window.show()
        qtbot.waitExposed(window)
        made.append(window)
        return Person(window, qtbot)

    yield make
    for window in made:
        if window.isVisible():
            window.workbench.closing.close_now()
            qtbot.waitUntil(lambda w=window: not w.isVisible(), timeout=30_000)
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def person(new_window: Callable[[], Person]) -> Person:
    """A person in front of a new window."""
    return new_window()
