"""The rule of early stopping by real keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.early_stopping import (
    EARLY_STOPPING_RULES,
    HyperbandRule,
    MedianRule,
    ThresholdRule,
)
from tuner_gui.core.specs import ClassSpec, NoDataSpec
from tuner_gui.ui.setup.option_fields import option_fields

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

REPORTING = replace(READY, target=ClassSpec(path="net.py:Net"), dataset=NoDataSpec())


def test_that_a_rule_is_chosen_and_its_options_are_typed(hands: PanelHands):
    hands.panel.set_config(REPORTING)
    assert hands.panel.config().early_stopping is None
    hands.choose("setup_early_stopping", "Median")
    assert hands.panel.config().early_stopping == MedianRule()
    assert hands.find(QLabel, "setup_early_stopping_advice").text() == MedianRule.advice
    hands.type_into("early_stopping_startup_trials", "8")
    assert hands.panel.config().early_stopping == MedianRule(startup_trials=8)
    hands.type_into("early_stopping_startup_trials", "none")
    assert hands.is_wrong("early_stopping_startup_trials")
    assert hands.sentences() == ["Trials first is a whole number from 0 to 10,000."]
    hands.choose("setup_early_stopping", "None")
    assert hands.panel.config().early_stopping is None
    assert hands.panel.problems() == []


def test_that_a_threshold_asks_for_a_bound_before_it_calls_one_wrong(hands: PanelHands):
    hands.panel.set_config(REPORTING)
    hands.choose("setup_early_stopping", "Threshold")
    assert hands.panel.problems() == ["A threshold needs a lower or an upper bound."]
    assert hands.sentences() == []
    assert hands.panel.has_unparsed_text()
    hands.type_into("early_stopping_lower", "0.5")
    assert hands.panel.config().early_stopping == ThresholdRule(lower=0.5)
    hands.type_into("early_stopping_upper", "0.25")
    assert hands.sentences() == ["The lower bound is above the upper bound."]


def test_that_an_empty_field_lets_the_first_trial_decide(hands: PanelHands):
    hands.panel.set_config(replace(REPORTING, early_stopping=HyperbandRule(max_steps=90)))
    assert hands.field("early_stopping_max_steps").text() == "90"
    hands.type_into("early_stopping_max_steps", "")
    assert hands.panel.config().early_stopping == HyperbandRule()
    assert hands.field("early_stopping_max_steps").placeholderText() == "none"


def test_that_it_is_said_where_a_target_reports_no_steps(hands: PanelHands):
    hands.panel.set_config(READY)
    note = hands.find(QLabel, "setup_early_stopping_note")
    assert not note.isVisible()
    hands.choose("setup_early_stopping", "Median")
    assert note.text() == (
        "RandomForestClassifier reports no steps, so no trial of it will be stopped."
    )
    assert note.isVisible()
    hands.panel.set_config(replace(REPORTING, early_stopping=MedianRule()))
    assert not note.isVisible()


@pytest.mark.parametrize("rule", EARLY_STOPPING_RULES)
def test_that_every_rule_has_words_for_its_options(hands: PanelHands, rule):
    hands.panel.set_config(REPORTING)
    hands.choose("setup_early_stopping", rule.title)
    fields = option_fields(rule, ["kind"])
    assert {field.name for field in fields} == set(rule.model_fields) - {"kind"}
    for field in fields:
        control = hands.find(QWidget, f"early_stopping_{field.name}")
        assert control.isVisible()
        assert control.toolTip() == field.description
