"""Single trials of a running sweep, and of one at rest: ended, skipped, repeated, typed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeWidget,
)

from tuner_gui import (
    Budget,
    HyperParamSpace,
    RandomKind,
    SweepConfig,
    TrialOrigin,
    TrialState,
)
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.specs import CommandSpec

if TYPE_CHECKING:
    from tests.flows.conftest import Person

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SCRIPT = """\
import sys, time
from pathlib import Path
x, seconds = int(sys.argv[1]), float(sys.argv[2])
gate = Path(sys.argv[3])
while seconds and not gate.exists():
    time.sleep(0.01)
print(f"score: {x}")
"""


class Commands:
    """A sweep of real commands that wait until they are let go."""

    def __init__(self, person: Person, folder: Path, trials: int = 8) -> None:
        self.person = person
        self._gate = folder / "gate"
        script = folder / "train.py"
        script.write_text(SCRIPT)
        argv = (sys.executable, str(script), "{x}", "{seconds}", str(self._gate))
        space = HyperParamSpace().add_int("x", 1, 10_000).add_constant("seconds", 60.0)
        person.workbench.session.show_new(
            SweepConfig(
                "commands",
                CommandSpec(argv=argv),
                space,
                RandomKind(),
                budget=Budget(trials=trials, concurrency=2),
                seed=1,
            )
        )
        person.wait(lambda: person.find(QPushButton, "run_button").isEnabled())

    def let_go(self) -> None:
        self._gate.touch()

    def hold_on(self) -> None:
        self._gate.unlink()

    def is_held(self) -> bool:
        """Says whether all three have come too late for the open gate: none of them ends."""
        before = self.running()
        self.person.qtbot.wait(500)
        return len(before) == 3 and self.running() == before

    def running(self) -> list[int]:
        store = self.person.store
        states = [store.state(row) for row in range(len(store))]
        return [
            int(store.numbers[row])
            for row, state in enumerate(states)
            if state is TrialState.RUNNING
        ]

    def wait_for_running(self, *, other_than: int = -1) -> list[int]:
        self.person.wait(lambda: len(self.running()) == 2 and other_than not in self.running())
        return self.running()


def select(person: Person, *numbers: int) -> None:
    """Clicks on the rows of trials."""
    person.workbench.panels.trials.tabs.choose("table")
    table = person.workbench.panels.trials.table
    table.clearSelection()
    shown = person.workbench.panels.trials.model.rows.tolist()
    modifier = Qt.KeyboardModifier.NoModifier
    for number in numbers:
        index = table.model().index(shown.index(person.store.row_of(number)), 0)
        table.scrollTo(index)
        at = table.visualRect(index).center()
        person.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, at)
        modifier = Qt.KeyboardModifier.ControlModifier


def open_menu(person: Person) -> QMenu:
    viewport = person.workbench.panels.trials.table.viewport()
    at = QPoint(40, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> dict[str, tuple[str, bool]]:
    return {
        action.objectName(): (action.text(), action.isEnabled())
        for action in menu.actions()
        if action.objectName().endswith("_trials")
    }


def state_of(person: Person, number: int) -> TrialState:
    return person.store.state(person.store.row_of(number))


CHANGED = [
    "Changed trials from 8 to 200, time limit from none to 10 min, workers from 2 to 3.",
    "Changed the search space; it is revision 2.",
    "Switched the strategy to Quasi-random.",
]


def change_everything(person: Person) -> None:
    """Changes space, strategy, trials, workers and time limit of a running sweep at once."""
    person.workbench.panels.setup.model.space.select(0)
    for name, text in (
        ("space_high", "5000"),
        ("setup_trials", "200"),
        ("setup_workers", "3"),
        ("setup_time_limit", "10 min"),
    ):
        field = person.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        person.qtbot.keyClicks(field, text)
    person.pick("setup_strategy", "Quasi-random")
    person.click("setup_apply")
    person.wait(lambda: not person.sees("setup_changes"))


def test_that_a_sweep_of_commands_is_steered_in_every_way(person: Person, tmp_path: Path) -> None:
    sweep = Commands(person, tmp_path)
    person.click("run_button")
    killed, skipped = sweep.wait_for_running()

    select(person, killed)
    person.click("trial_kill")
    sweep.wait_for_running(other_than=killed)
    assert state_of(person, killed) is TrialState.STOPPED

    select(person, skipped)
    person.qtbot.keyClick(
        person.workbench.panels.trials.table, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier
    )
    sweep.wait_for_running(other_than=skipped)
    assert state_of(person, skipped) is TrialState.STOPPED

    ways = person.find(QToolButton, "pause_ways").menu().actions()
    assert [each.text() for each in ways] == [
        "&Pause (running trials go on)",
        "Pause and s&uspend running trials",
    ]
    ways[1].trigger()
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    person.wait(lambda: person.find(QLabel, "progress_text").text().endswith("suspended"))
    stands_still = sweep.running()
    sweep.let_go()
    select(person, killed)
    person.click("trial_again")  # heard while the sweep is paused
    person.wait(lambda: "next" in person.find(QLabel, "window_banner_text").text())
    person.window.actions_.try_params.trigger()
    person.type_into("try_x", "4242")
    person.click("parameters_accept")
    assert sweep.running() == stands_still
    assert person.find(QLabel, "queued_text").text() == "2 queued"
    change_everything(person)

    person.click("pause_button")  # Resume
    person.wait(lambda: person.store.count(TrialState.COMPLETE) >= 6)
    person.wait(lambda: 4242 in person.store.metric)  # a third worker takes a while to start
    sweep.hold_on()
    person.wait(sweep.is_held)
    person.click("stop_button")
    person.wait(lambda: person.phase is SweepPhase.STOPPING)
    person.window.actions_.abort.trigger()
    person.wait_until_idle()

    assert not person.sees("queued_text")
    records = {record.number: record for record in person.store.records()}
    by_origin = {record.origin: record for record in records.values()}
    again, typed = by_origin[TrialOrigin.AGAIN], by_origin[TrialOrigin.QUEUED]
    assert (again.source, again.params) == (killed, records[killed].params)
    assert typed.params == {"x": 4242, "seconds": 60.0}
    assert typed.metric == 4242
    assert again.number < typed.number < max(records)
    later = [record for record in records.values() if record.number > typed.number]
    assert {record.space_revision for record in later} == {2}
    assert all(record.params["x"] <= 5_000 for record in later)
    store = person.store
    assert store.count(TrialState.STOPPED) == 5  # killed, skipped, and three aborted
    assert store.count(TrialState.COMPLETE) + 5 == len(records)
    assert store.counted == len(records) - 1  # the skipped one left its place to another
    assert f"{len(records) - 1} of 200 · stopped" in person.find(QLabel, "progress_text").text()
    said = [entry.what for entry in person.workbench.services.controller.history]
    assert said == [
        f"Killed trial {killed}.",
        f"Skipped trial {skipped}.",
        "Paused; the running trials stand still.",
        f"Queued the parameters of trial {killed} again.",
        "Queued a trial with x = 4242, seconds = 60.0.",
        *CHANGED,
        "Resumed.",
        "Stopped: the running trials finish, no further ones start.",
        "Aborted: the running trials are ended.",
    ]


def test_that_chosen_trials_of_a_finished_sweep_run_again_and_no_others(person: Person) -> None:
    person.run_quick_sweep(trials=5)
    before = list(person.store.records())
    select(person, 1, 3)
    menu = open_menu(person)
    assert entries(menu) == {
        "again_trials": ("Run 2 trials again", True),
        "changed_trials": ("Run again with changes…", False),
    }
    menu.close()
    person.qtbot.keyClick(person.workbench.panels.trials.table, Qt.Key.Key_R)
    person.wait(lambda: len(person.store) == 7)
    person.wait_until_idle()
    records = list(person.store.records())
    assert records[:5] == before
    tried = {record.number: record for record in before}
    assert sorted((each.source, each.params["x"]) for each in records[5:]) == [
        (number, tried[number].params["x"]) for number in (1, 3)
    ]
    assert person.find(QLabel, "progress_text").text() == "7 of 7 · finished"
    assert person.find(QPushButton, "run_button").text() == "Run 5 more trials"


def test_that_typed_parameters_are_a_sweep_of_one_at_rest(person: Person) -> None:
    person.show_quick_setup(trials=30)
    person.window.actions_.try_params.trigger()
    assert person.find(QPushButton, "parameters_accept").text() == "Run it"
    person.type_into("try_x", "77")
    person.qtbot.keyClick(person.find(QLineEdit, "try_x"), Qt.Key.Key_Return)
    person.wait(lambda: person.store.finished == 1)
    person.wait_until_idle()
    (record,) = person.store.records()
    assert (record.origin, record.metric) == (TrialOrigin.QUEUED, 77.0)
    assert person.find(QPushButton, "run_button").text() == "Run 29 more trials"


def test_that_trials_of_another_setup_are_not_run_again(person: Person) -> None:
    person.run_quick_sweep(trials=2)
    person.type_into("setup_seed", "99")
    select(person, 1)
    button = person.find(QPushButton, "trial_again")
    person.wait(lambda: not button.isEnabled())
    assert button.toolTip() == "The setup describes another sweep now; undo its changes first."
    menu = open_menu(person)
    assert entries(menu)["again_trials"] == ("Run again", False)
    menu.close()


def test_that_letters_typed_into_the_filter_steer_nothing(person: Person, tmp_path: Path) -> None:
    sweep = Commands(person, tmp_path)
    person.click("run_button")
    running = sweep.wait_for_running()
    select(person, running[0])
    person.click("trial_filter")
    person.qtbot.keyClicks(person.find(QLineEdit, "trial_filter"), "ksr")
    assert person.find(QLineEdit, "trial_filter").text() == "ksr"
    assert person.workbench.services.controller.history == ()
    sweep.let_go()
    person.click("stop_button")
    person.wait_until_idle()


def test_that_the_history_of_a_sweep_is_shown_and_survives_reopening(person: Person) -> None:
    person.show_quick_setup(trials=30, seconds=0.1)
    person.window.actions_.history.trigger()
    assert person.sees("history_empty")
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 1)
    person.click("pause_button")
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    shown = person.find(QTreeWidget, "history_list")
    assert shown.topLevelItem(0).text(1) == "Paused."
    person.click("pause_button")
    person.wait(lambda: shown.topLevelItemCount() == 2)
    person.click("stop_button")
    person.wait_until_idle()
    said = [shown.topLevelItem(at).text(1) for at in range(shown.topLevelItemCount())]
    assert said[:2] == ["Paused.", "Resumed."]
    assert said[2].startswith("Stopped")
    person.click("history_close")

    path = person.workbench.session.path
    person.window.actions_.new.trigger()
    person.window.actions_.history.trigger()
    assert person.sees("history_empty")
    person.workbench.session.open(path)
    person.wait(lambda: shown.topLevelItemCount() == 3)
    assert shown.topLevelItem(2).text(1) == said[2]
