"""One trial before hundreds: with a real worker, apart from the session's trials."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton

from tests.flows.conftest import QUICK_TARGET
from tuner_gui import (
    Budget,
    BundledSpec,
    ClassSpec,
    CommandSpec,
    Direction,
    EstimatorSpec,
    FunctionSpec,
    HyperParamSpace,
    Objective,
    RandomKind,
    SweepConfig,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.conftest import Person
    from tuner_gui.core.specs import TargetSpec


def show_setup(
    person: Person, space: HyperParamSpace, target: TargetSpec, trials: int = 48
) -> None:
    budget = Budget(trials=trials, concurrency=2)
    config = SweepConfig("tried", target, space, RandomKind(), budget=budget, seed=1)
    if isinstance(target, EstimatorSpec):
        objective = Objective(metric="accuracy")
        config = replace(config, dataset=BundledSpec(name="iris"), objective=objective)
    person.workbench.session.show_new(config)
    person.wait(lambda: person.find(QPushButton, "try_one_button").isEnabled())


def try_one(person: Person) -> None:
    person.click("try_one_button")
    person.wait(lambda: not person.workbench.foresight.try_one.is_running, 60_000)


def said(person: Person, name: str) -> str:
    return person.find(QLabel, name).text()


QUICK = ClassSpec(path=f"{QUICK_TARGET}:Quick")
NUMBERS = HyperParamSpace().add_int("x", 1, 100)


def test_that_an_estimator_is_tried_in_the_middle_of_its_space(person: Person) -> None:
    space = (
        HyperParamSpace()
        .add_int("n_neighbors", 1, 9)
        .add_choice("weights", ["uniform", "distance"])
        .add_float("p", 1, 4, when={"weights": "distance"})
    )
    show_setup(person, space, EstimatorSpec(estimator="KNeighborsClassifier", scoring="accuracy"))
    path = person.workbench.session.path
    try_one(person)
    assert said(person, "trial_state_word") == "Complete"
    assert float(said(person, "headline_number")) > 0.9
    assert said(person, "try_one_verdict").startswith("The 48 trials of the sweep would take about")
    assert said(person, "try_one_verdict").endswith("with 2 workers.")
    person.wait(lambda: person.sees("run_estimate"))
    assert said(person, "run_estimate").startswith("Run takes about")
    assert len(person.store) == 0
    assert person.workbench.session.path == path
    assert not person.window.isWindowModified()
    person.click("try_one_close")
    assert not person.sees("try_one_dialog")


def test_that_output_and_time_of_the_trial_are_shown(person: Person) -> None:
    show_setup(person, NUMBERS.add_constant("seconds", 0.2), QUICK)
    try_one(person)
    assert "scored 51" in person.find(QPlainTextEdit, "trial_output").toPlainText()
    assert said(person, "headline_number").startswith("51")
    person.wait(lambda: person.sees("run_estimate"))
    assert said(person, "run_estimate") == "Run takes about 5 s"
    person.click("try_one_again")
    person.wait(lambda: not person.workbench.foresight.try_one.is_running)
    assert "scored 51" in person.find(QPlainTextEdit, "trial_output").toPlainText()


def test_that_a_trial_that_fails_says_why(person: Person) -> None:
    show_setup(person, NUMBERS.add_constant("fails", True), QUICK)
    try_one(person)
    assert said(person, "trial_state_word") == "Failed"
    assert said(person, "error_kind") == "ValueError"
    assert "asked to fail" in said(person, "error_message")
    person.click("traceback_toggle")
    assert "asked to fail" in person.find(QPlainTextEdit, "error_traceback").toPlainText()
    assert not person.sees("try_one_verdict")
    assert not person.sees("run_estimate")
    assert len(person.store) == 0


MAPPED = "def train(x: int = 3):\n    return {'loss': 0.25, 'acc': 0.75, 'epoch': 3}\n"
PRINTED = "print('epoch 1 acc=0.5 loss=0.25')\n"


@pytest.mark.parametrize("sort", ["function", "command"])
def test_that_a_metric_that_the_trial_has_takes_the_place_of_a_missing_one(
    person: Person, tmp_path: Path, sort: str
) -> None:
    code = tmp_path / "mine.py"
    code.write_text(MAPPED if sort == "function" else PRINTED)
    command = CommandSpec(argv=("{python}", "mine.py", "{x}"), cwd=str(tmp_path))
    target = FunctionSpec(path=f"{code}:train") if sort == "function" else command
    show_setup(person, NUMBERS, target)
    try_one(person)
    assert said(person, "trial_state_word") == "Failed"
    person.wait(lambda: person.sees("try_one_metric_0"))
    assert person.find(QPushButton, "try_one_metric_0").text() == "Use acc"
    assert person.find(QPushButton, "try_one_metric_1").text() == "Use loss"
    assert not person.sees("try_one_metric_2")
    person.click("try_one_metric_1")
    person.wait(lambda: not person.workbench.foresight.try_one.is_running, 60_000)
    assert said(person, "trial_state_word") == "Complete"
    assert person.workbench.panels.setup.config().objective == Objective("loss", Direction.MINIMIZE)
    assert not person.sees("try_one_metric_0")


def test_that_a_target_that_cannot_be_loaded_says_why(person: Person) -> None:
    show_setup(person, NUMBERS, ClassSpec(path=f"{QUICK_TARGET}:Missing"))
    try_one(person)
    dialog = person.find(QDialog, "try_one_dialog")
    assert any("Missing" in label.text() for label in dialog.findChildren(QLabel))


def test_that_a_trial_can_be_cancelled(person: Person) -> None:
    show_setup(person, NUMBERS.add_constant("seconds", 60.0), QUICK)
    person.click("try_one_button")
    person.wait(lambda: person.sees("trial_state_word"))
    person.click("try_one_cancel")
    person.wait(lambda: not person.workbench.foresight.try_one.is_running)
    assert said(person, "trial_state_word") == "Stopped"
    assert not person.sees("run_estimate")


@pytest.mark.parametrize("ending", ["dialog", "sweep", "window"])
def test_that_nothing_outlives_whatever_ends_the_trial(person: Person, ending: str) -> None:
    """Children that live on fail the test by themselves."""
    show_setup(person, NUMBERS.add_constant("seconds", 60.0), QUICK)
    person.click("try_one_button")
    person.wait(lambda: person.sees("trial_state_word"))
    match ending:
        case "dialog":
            person.press("try_one_dialog", Qt.Key.Key_Escape)
        case "sweep":
            person.click("run_button")
            person.workbench.services.controller.abort()
        case _:
            person.workbench.closing.close_now()
    person.wait(lambda: not person.workbench.foresight.try_one.is_running)
    person.wait_until_idle()


def test_that_a_sweep_that_runs_or_a_problem_keeps_it_from_being_tried(person: Person) -> None:
    show_setup(person, NUMBERS.add_constant("seconds", 60.0), QUICK)
    button = person.find(QPushButton, "try_one_button")
    person.type_into("setup_trials", "many")
    assert not button.isEnabled()
    assert "Trials is a whole number" in button.toolTip()
    person.type_into("setup_trials", "4")
    assert button.isEnabled()
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    assert not button.isEnabled()
    assert button.toolTip() == "A sweep is running."
    person.workbench.services.controller.abort()
    person.wait_until_idle()
    assert button.isEnabled()
