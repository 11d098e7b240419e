"""A training script becomes a sweep: chosen, read, ticked, run, and reproduced in a terminal."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
)

from tests.flows.test_opening import drop
from tuner_gui.core.specs import CommandSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.setup.command_field import CommandField

if TYPE_CHECKING:
    from tests.flows.conftest import Person

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SCRIPT = '''
"""Fits a parabola by hand; prints a learning curve."""
import argparse
import time


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.01, help="learning rate")
    parser.add_argument("--momentum", type=float, default=0.5)
    parser.add_argument("--batch-size", type=int, default=8)
    parser.add_argument("--nesterov", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", default="model.bin", help="where the model goes")
    return parser.parse_args()


def main():
    args = parsed()
    place, speed = 4.0, 0.0
    for epoch in range(5):
        speed = args.momentum * speed - args.lr * 2 * place
        place += speed
        print(f"epoch {epoch} val_loss={place * place + args.batch_size / 1000:.6f}", flush=True)
        time.sleep(0.01)
    if args.nesterov:
        print("with Nesterov's momentum")


main()
'''
WITHOUT_PARAMETERS = """
import sys
print("score:", len(sys.argv))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "my project" / "train.py"
    path.parent.mkdir()
    path.write_text(SCRIPT)
    return path


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch):
    """Answers the next file dialogs with a path."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    return answer


def wait_for_rows(person: Person) -> QTreeView:
    person.wait(lambda: person.sees("script_parameters"))
    return person.find(QTreeView, "script_parameters")


def command_of(person: Person) -> CommandSpec:
    target = person.workbench.panels.setup.config().target
    assert isinstance(target, CommandSpec)
    return target


def ticked(person: Person) -> set[str]:
    view = person.find(QTreeView, "script_parameters")
    model = view.model()
    return {
        model.index(row, 0).data()
        for row in range(model.rowCount())
        if model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    }


def test_that_a_script_is_chosen_run_and_reproduced(person: Person, script: Path, choose) -> None:
    choose(script)
    person.click("welcome_script")
    view = wait_for_rows(person)
    assert ticked(person) == {"lr", "momentum", "batch_size", "nesterov"}
    assert person.find(QLineEdit, "script_metric").text() == "val_loss"
    view.setFocus()
    for _ in range(3):
        person.qtbot.keyClick(view, Qt.Key.Key_Down)
    person.qtbot.keyClick(view, Qt.Key.Key_Space)
    assert ticked(person) == {"lr", "momentum", "batch_size"}
    person.qtbot.keyClick(view, Qt.Key.Key_Return)
    person.wait(lambda: not person.sees("script_dialog"))
    config = person.workbench.panels.setup.config()
    assert config.space.names == ("lr", "momentum", "batch_size")
    assert not config.objective.is_maximized
    assert command_of(person).cwd == str(script.parent)
    assert person.window.isWindowModified()

    person.type_into("setup_trials", "20")
    assert person.find(QPushButton, "run_button").text() == "Run 20 trials"
    person.click("run_button")
    store = person.store
    person.wait(lambda: any(store.reports(row) for row in range(len(person.store))))
    assert person.phase.is_active, "learning curves arrive while trials run"
    person.wait_until_idle()
    store = person.store
    assert store.count(TrialState.COMPLETE) == 20
    assert person.workbench.session.path.name == "train.tuner.json"
    assert [report.step for report in store.reports(0)] == [0, 1, 2, 3, 4]
    best = store.best
    assert best is not None
    assert best.metric == min(store.metric)

    button = person.find(QPushButton, "copy_best")
    button.menu().findChild(QAction, "copy_as_command").trigger()
    line = QApplication.clipboard().text()
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=True, timeout=60
    )
    assert f"epoch 4 val_loss={best.metric:.6f}" in done.stdout


def test_that_cancelling_leaves_everything_as_it_is(person: Person, script: Path, choose) -> None:
    person.show_quick_setup()
    before = person.workbench.panels.setup.config()
    choose(script)
    person.window.actions_.from_script.trigger()
    wait_for_rows(person)
    person.press("script_dialog", Qt.Key.Key_Escape)
    assert person.workbench.panels.setup.config() == before
    assert not person.window.isWindowModified()


def test_that_running_it_reads_it_exactly_and_keeps_ticks(
    person: Person, script: Path, choose
) -> None:
    choose(script)
    person.click("welcome_script")
    wait_for_rows(person)
    person.click("script_tick_none")
    person.find(QTreeView, "script_parameters").setFocus()
    person.press("script_parameters", Qt.Key.Key_Space)
    person.click("script_exact")
    person.wait(lambda: not person.workbench.scripts.is_reading)
    assert person.find(QLabel, "script_how").text().startswith("Read exactly")
    assert ticked(person) == {"lr"}


def test_that_a_script_that_never_parses_can_be_cancelled(
    person: Person, script: Path, choose
) -> None:
    """A child that lives on fails the test by itself."""
    script.write_text(f"import time\ntime.sleep(600)\n{SCRIPT}")
    choose(script)
    person.click("welcome_script")
    wait_for_rows(person)
    person.click("script_exact")
    person.wait(lambda: person.find(QLabel, "script_how").text().startswith("Running"))
    person.click("script_exact")
    assert person.find(QLabel, "script_how").text() == "Reading was cancelled."
    assert person.find(QPushButton, "script_use").isEnabled()


def test_that_a_script_without_parameters_is_used_by_hand(
    person: Person, script: Path, choose
) -> None:
    script.write_text(WITHOUT_PARAMETERS)
    choose(script)
    person.click("welcome_script")
    person.wait(lambda: person.sees("script_empty_sentence"))
    sentence = person.find(QLabel, "script_empty_sentence").text()
    assert sentence.startswith("train.py has no parameters that can be read.")
    assert "argparse" in sentence
    person.click("script_empty_button")
    person.wait(lambda: person.sees("setup_command"))
    assert command_of(person).argv == ("{python}", "train.py")
    field = person.find(CommandField, "setup_command")
    person.wait(lambda: person.window.focusWidget() is field)


def test_that_a_dropped_script_is_read_and_a_dropped_grid_imported(
    person: Person, script: Path
) -> None:
    drop(person, script)
    wait_for_rows(person)
    person.press("script_dialog", Qt.Key.Key_Escape)
    grid = script.with_name("grid.py")
    grid.write_text('param_grid = {"C": [1, 10], "kernel": ["rbf", "linear"]}\n')
    drop(person, grid)
    setup = person.workbench.panels.setup
    person.wait(lambda: setup.config().space.names == ("C", "kernel"))
    assert not person.sees("script_dialog")


def test_that_reading_again_offers_what_the_command_does_not_pass_yet(
    person: Person, script: Path, choose
) -> None:
    choose(script)
    person.click("welcome_script")
    wait_for_rows(person)
    person.click("script_use")
    person.wait(lambda: person.sees("setup_command_read"))
    changed = SCRIPT.replace(
        '"--nesterov"',
        '"--dropout", type=float, default=0.1)\n    parser.add_argument("--nesterov"',
    )
    script.write_text(changed)
    person.click("setup_command_read")
    person.wait(lambda: person.sees("replace_space_link"))
    person.click("replace_space_link")
    config = person.workbench.panels.setup.config()
    assert "dropout" in config.space.names
    assert command_of(person).argv[-2:] == ("--dropout", "{dropout}")
    assert person.workbench.panels.setup.problems() == []


def test_that_metrics_are_tried_on_the_output_of_a_trial(
    person: Person, script: Path, choose
) -> None:
    script.write_text(SCRIPT.replace("val_loss={place", "the loss is now {place"))
    choose(script)
    person.click("welcome_script")
    wait_for_rows(person)
    person.type_into("script_metric", "goal")
    person.click("script_use")
    person.wait(lambda: person.sees("setup_command_metrics_open"))
    person.click("setup_command_metrics_open")
    person.click("metric_try")
    output = person.find(QPlainTextEdit, "metric_output")
    person.wait(lambda: "the loss is now" in output.toPlainText(), 60_000)
    person.wait(lambda: person.sees("metric_suggestion_0"))
    person.click("metric_pattern_add")
    person.type_into("metric_text_0", "loss is now {value}")
    person.wait(lambda: person.find(QLabel, "metric_summary").text() == "goal is found.")
    person.click("metric_use")
    assert command_of(person).metrics.patterns[0].text == "loss is now {value}"
    person.find(QDialog, "try_one_dialog").close()
    person.wait(lambda: not person.workbench.foresight.try_one.is_running)
