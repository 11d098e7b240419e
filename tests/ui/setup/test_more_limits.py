"""The limits behind the disclosure, by real keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.budget import Budget
from tuner_gui.ui.setup.limit_fields import LIMITS

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands


def test_that_the_limits_are_typed_behind_a_disclosure(hands: PanelHands):
    hands.panel.set_config(READY)
    assert not hands.field("limits_target_value").isVisible()
    hands.click("setup_more_limits")
    hands.type_into("limits_total_trial_time_s", "8 h")
    hands.type_into("limits_target_value", "0.98")
    hands.type_into("limits_no_improvement_trials", "30")
    hands.type_into("limits_memory_limit_mb", "2 GB")
    hands.type_into("limits_retries", "2")
    hands.type_into("limits_trials_per_host", "100")
    hands.type_into("limits_first_failures", "0")
    hands.type_into("limits_failures_in_a_row", "10")
    box = hands.find(QCheckBox, "limits_retry_raised")
    hands.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert hands.panel.config().budget == Budget(
        trials=48,
        concurrency=2,
        total_trial_time_s=28_800,
        target_value=0.98,
        no_improvement_trials=30,
        memory_limit_mb=2048,
        retries=2,
        retry_raised=True,
        trials_per_host=100,
        first_failures=0,
        failures_in_a_row=10,
    )
    assert hands.panel.problems() == []


def test_that_a_closed_disclosure_says_what_is_set(hands: PanelHands):
    budget = Budget(trials=9, target_value=0.98, retries=2, retry_raised=True, first_failures=0)
    hands.panel.set_config(replace(READY, budget=budget))
    summary = hands.find(QLabel, "setup_limits_summary")
    assert summary.full_text() == (
        "target value 0.98 · retries 2 · retry trials that raised an error, too · "
        "pause at first failures 0"
    )
    assert summary.isVisible()
    hands.click("setup_more_limits")
    assert not summary.isVisible()
    hands.click("setup_more_limits")
    assert summary.isVisible()
    hands.panel.set_config(READY)
    assert summary.full_text() == ""


def test_that_a_wrong_limit_opens_the_disclosure_and_is_said_at_its_field(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.click("setup_more_limits")
    hands.type_into("limits_memory_limit_mb", "lots")
    assert hands.is_wrong("limits_memory_limit_mb")
    rule = "Memory per trial is a size such as 512 MB or 2 GB, above 0, or empty."
    assert hands.sentences() == [rule]
    assert hands.panel.problems() == [rule]
    hands.click("setup_more_limits")
    assert hands.field("limits_memory_limit_mb").isVisible()


def test_that_another_limit_that_ends_the_sweep_takes_the_place_of_trials(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.type_into("setup_trials", "")
    assert hands.panel.problems() == ["Say how many trials to run."]
    hands.click("setup_more_limits")
    hands.type_into("limits_target_value", "0.99")  # it may never be reached
    assert hands.panel.problems() == ["Say how many trials to run."]
    hands.type_into("limits_no_improvement_trials", "20")
    assert hands.panel.problems() == []


def test_that_each_limit_says_what_it_does_and_why(hands: PanelHands):
    hands.click("setup_more_limits")
    for each in LIMITS:
        assert hands.find(QWidget, f"limits_{each.name}").toolTip() == each.description
    taken = {each.name for each in LIMITS}
    own = {"trials", "concurrency", "time_limit_s", "trial_timeout_s"}
    assert taken | own == set(Budget.model_fields)
