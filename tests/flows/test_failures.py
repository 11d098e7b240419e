"""The failure desk in a real window: four ways to fail, shown, run again, left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QTabBar

from tuner_gui import (
    Budget,
    ClassSpec,
    GridKind,
    HyperParamSpace,
    RandomKind,
    SweepConfig,
    TrialOrigin,
    TrialState,
)
from tuner_gui.bridge.sweep_controller import SweepPhase

if TYPE_CHECKING:
    from tests.flows.conftest import Person

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

TARGET = """\
import os, signal, time


class Brittle:
    def __init__(self, params):
        self.how, self.x = params["how"], params["x"]

    def train(self, dataset):
        if self.how == "raise":
            raise ValueError(f"shape {self.x} is not 4")
        if self.how == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if self.how == "hang":
            time.sleep(60)
        if self.how == "eat":
            self.held = bytearray(600_000_000)
            time.sleep(60)

    def validate(self, dataset):
        return float(self.x)
"""
CRASHED, HUNG = "the worker died (signal 11)", "timed out after 1.5 s"
WAYS = ["fine", "good", "nice", "raise", "crash", "hang", "eat"]


def show_brittle(person: Person, folder: Path, trials: int) -> None:
    target = folder / "brittle.py"
    target.write_text(TARGET)
    space = HyperParamSpace().add_choice("how", WAYS).add_int("x", 1, 1_000)
    budget = Budget(
        trials=trials,
        concurrency=2,
        trial_timeout_s=1.5,
        memory_limit_mb=300,
        first_failures=0,
        failures_in_a_row=0,
    )
    person.workbench.session.show_new(
        SweepConfig(
            "brittle",
            ClassSpec(path=f"{target}:Brittle"),
            space,
            RandomKind(),
            budget=budget,
            seed=3,
        )
    )
    person.wait(lambda: person.find(QPushButton, "run_button").isEnabled())


def lines(person: Person) -> dict[str, int]:
    """What the cards say, and their counts."""
    found = {}
    for at in range(9):
        if person.sees(f"failure_{at}_line"):
            count = person.find(QLabel, f"failure_{at}_count").text()
            found[person.find(QLabel, f"failure_{at}_line").text()] = int(count)
    return found


def test_that_four_ways_to_fail_are_four_groups_and_one_click_runs_one_again(
    person: Person, tmp_path: Path
) -> None:
    show_brittle(person, tmp_path, trials=40)
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    person.wait_until_idle()
    records = list(person.store.records())
    assert len(records) == 40
    person.click("failures_link")
    expected = {
        how: sum(record.params["how"] == how for record in records)
        for how in ("raise", "crash", "hang", "eat")
    }
    assert min(expected.values()) > 0
    said = lines(person)
    assert sorted(said.values()) == sorted(expected.values())
    assert said[CRASHED] == expected["crash"]
    assert said[HUNG] == expected["hang"]
    title = person.find(QTabBar, "trial_tabs").tabText(1)
    assert title == f"Failures {sum(expected.values())}"

    at = list(said).index(CRASHED)
    person.click(f"failure_{at}_again")
    person.wait(lambda: person.phase.is_active)
    person.wait_until_idle()
    rest = list(person.store.records())[40:]
    assert len(rest) == expected["crash"]
    assert {record.origin for record in rest} == {TrialOrigin.AGAIN}
    assert list(person.store.records())[:40] == records
    person.wait(lambda: lines(person)[CRASHED] == 2 * expected["crash"])

    person.click(f"failure_{list(lines(person)).index(HUNG)}_show")
    assert "timed out" in person.find(QLineEdit, "trial_filter").text().lower()
    model = person.workbench.panels.trials.model
    assert model.rowCount() == expected["hang"]


def test_that_the_region_of_a_group_is_left_out_and_brought_back(
    person: Person, tmp_path: Path
) -> None:
    person.show_quick_setup()
    space = HyperParamSpace().add_int("x", 1, 100).add_choice("fails", [True, False])
    config = person.workbench.panels.setup.config()
    person.workbench.session.show_new(replace(config, space=space, budget=Budget(trials=20)))
    person.wait(lambda: person.find(QPushButton, "run_button").isEnabled())
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    person.wait_until_idle()
    person.click("failures_link")
    person.click("failure_0_exclude")
    said = person.find(QLabel, "failure_0_proposal_text").text()
    assert said.startswith("Leave out fails = ")
    form = person.workbench.panels.setup.model.space
    assert form.space == space
    person.click("apply_link")
    assert form.space is not None
    assert "True" not in str(form.space["fails"].kind)
    person.window.actions_.undo.trigger()
    assert form.space == space


def test_that_a_running_sweep_leaves_a_region_out_once_that_is_applied(person: Person) -> None:
    person.show_quick_setup(trials=40, seconds=0.05)
    space = (
        HyperParamSpace()
        .add_int("x", 1, 1_000)
        .add_choice("fails", [True, False])
        .add_constant("seconds", 0.05)
    )
    config = person.workbench.panels.setup.config()
    person.workbench.session.show_new(replace(config, space=space, budget=Budget(trials=40)))
    person.wait(lambda: person.find(QPushButton, "run_button").isEnabled())
    person.click("run_button")
    store = person.workbench.services.live
    person.wait(lambda: store.store.count(TrialState.FAILED) >= 7)
    person.wait(lambda: store.store.count(TrialState.COMPLETE) >= 7)
    person.click("pause_button")
    person.wait(lambda: store.store.count(TrialState.RUNNING) == 0)
    before = len(person.store)
    person.click("failures_link")
    person.click("failure_0_exclude")
    proposal = person.find(QLabel, "failure_0_proposal_text").text()
    assert proposal.startswith("Leave out fails = ")
    person.click("apply_link")
    assert "Apply takes that to the running sweep" in said(person)
    person.click("setup_apply")
    person.wait(lambda: not person.sees("setup_changes"))
    person.click("pause_button")
    person.wait_until_idle()
    later = list(person.store.records())[before:]
    assert len(later) == 40 - before
    assert {record.space_revision for record in later} == {2}
    assert not any(record.params["fails"] for record in later)


def said(person: Person) -> str:
    return person.find(QLabel, "window_banner_text").text()


def test_that_the_circuit_breaker_leads_to_the_failure_desk(person: Person) -> None:
    person.show_quick_setup(trials=40, fails=True)
    person.click("run_button")
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    person.wait(lambda: person.store.count(TrialState.FAILED) >= 5)
    person.click("failure_desk_link")
    assert person.sees("failure_0_again")  # and the question is still there
    person.click("stop_link")
    person.wait_until_idle()


def test_that_a_sweep_that_only_failed_does_not_look_like_a_success(person: Person) -> None:
    person.show_quick_setup(trials=3, fails=True)
    person.click("run_button")
    person.wait(lambda: len(person.store) == 3)
    person.wait_until_idle()
    assert said(person) == "Finished: all trials are done. No trial completed; 3 failed."
    bar = person.find(QProgressBar, "sweep_progress")
    assert bar.property("tone") == "bad"
    person.click("failure_desk_link")
    assert person.sees("failure_0_again")


def test_that_what_was_aborted_of_a_grid_is_still_to_be_run(person: Person) -> None:
    person.show_quick_setup(trials=40)
    space = HyperParamSpace().add_float("x", 0, 5, step=1).add_constant("seconds", 0.4)
    config = person.workbench.panels.setup.config()
    budget = config.budget.model_copy(update={"trials": None})
    person.workbench.session.show_new(
        replace(config, space=space, strategy=GridKind(), budget=budget)
    )
    run = person.find(QPushButton, "run_button")
    person.wait(lambda: run.text() == "Run 6 trials")
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 1)
    person.window.actions_.abort.trigger()
    person.wait_until_idle()
    left = 6 - person.store.count(TrialState.COMPLETE)
    assert person.store.count(TrialState.STOPPED) > 0
    assert run.text() == f"Run {left} more trials"
    person.click("run_button")
    person.wait_until_idle()
    complete = [
        record.params["x"]
        for record in person.store.records()
        if record.state is TrialState.COMPLETE
    ]
    assert sorted(complete) == [0, 1, 2, 3, 4, 5]
    assert run.toolTip() == "Every combination of the grid has been tried."
