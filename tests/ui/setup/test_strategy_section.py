"""Strategy and budget by real keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from tests.ui.setup.test_setup_reading import CODE, READY
from tuner_gui.core.kinds import BUILT_IN_KINDS, BuiltInKind, GridKind, RandomKind, TpeKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.setup.option_fields import option_fields

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


def test_that_the_options_of_a_strategy_make_their_own_form(hands: PanelHands):
    hands.panel.set_config(READY)
    advice = hands.find(QLabel, "setup_advice")
    assert advice.text() == RandomKind.advice
    hands.choose("setup_strategy", "TPE (Bayesian)")
    assert advice.text() == TpeKind.advice
    hands.type_into("strategy_candidates", "64")
    assert hands.panel.config().strategy == TpeKind(candidates=64)
    hands.type_into("strategy_candidates", "0")
    assert hands.is_wrong("strategy_candidates")
    assert hands.sentences() == ["Candidates is a whole number from 1 to 10,000."]
    hands.choose("setup_strategy", "Grid")
    shuffle = hands.find(QCheckBox, "strategy_shuffle")
    assert shuffle.toolTip() == GridKind.model_fields["shuffle"].description
    hands.qtbot.mouseClick(shuffle, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert hands.panel.config().strategy == GridKind(shuffle=True)
    hands.choose("setup_strategy", "TPE (Bayesian)")
    assert hands.field("strategy_candidates").text() == "0"


def test_that_a_grid_is_shuffled_or_coarse_first_but_never_both(hands: PanelHands):
    hands.panel.set_config(replace(READY, strategy=GridKind(shuffle=True)))
    shuffle = hands.find(QCheckBox, "strategy_shuffle")
    coarse = hands.find(QCheckBox, "strategy_coarse_first")
    hands.qtbot.mouseClick(coarse, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert hands.panel.config().strategy == GridKind(coarse_first=True)
    assert not shuffle.isChecked()
    hands.qtbot.mouseClick(shuffle, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert hands.panel.config().strategy == GridKind(shuffle=True)


@pytest.mark.parametrize("kind", BUILT_IN_KINDS)
def test_that_every_strategy_has_advice_a_promise_and_words_for_its_options(
    hands: PanelHands, kind: type[BuiltInKind]
):
    hands.panel.set_config(READY)
    hands.choose("setup_strategy", kind.title)
    workers = "any number of workers" if kind.keeps_order else "one worker only"
    promise = hands.find(QLabel, "setup_promise").text()
    assert promise == f"The same seed gives the same parameters with {workers}."
    assert hands.find(QLabel, "setup_advice").text() == kind.advice
    fields = option_fields(kind, ["kind", "seed"])
    assert all(field.title and field.description.endswith(".") for field in fields)
    shown = {
        each.objectName()
        for each in hands.panel.findChildren(QWidget)
        if each.isVisible() and each.objectName().startswith("strategy_")
    }
    assert {f"strategy_{field.name}" for field in fields} <= shown
    assert hands.panel.config().strategy == kind()


def test_that_a_grid_over_a_continuous_parameter_is_refused_at_its_row(hands: PanelHands):
    hands.panel.set_config(replace(CODE, space=HyperParamSpace().add_float("x", 0, 1)))
    assert hands.panel.problems() == []
    hands.choose("setup_strategy", "Grid")
    assert hands.panel.problems() == ["x: A grid needs a step or grid points here."]
    assert not hands.panel.has_unparsed_text()
    hands.panel.model.space.select(0)
    assert hands.is_wrong("space_points")
    hands.type_into("space_points", "7")
    assert hands.panel.problems() == []
    assert hands.panel.planned_trials() == 7
    hands.choose("setup_strategy", "Random")
    assert hands.panel.planned_trials() == 48


@pytest.mark.parametrize(("trials", "planned"), [("", 30), ("12", 12), ("500", 30)])
def test_that_a_grid_runs_whole_unless_fewer_trials_are_asked_for(
    hands: PanelHands, trials, planned
):
    space = HyperParamSpace().add_int("x", 1, 10).add_int("y", 1, 3)
    hands.panel.set_config(replace(CODE, space=space, strategy=GridKind()))
    hands.type_into("setup_trials", trials)
    assert hands.panel.planned_trials() == planned
    assert hands.panel.problems() == []


def test_that_trials_are_asked_for_where_there_is_no_grid(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.type_into("setup_trials", "")
    assert hands.panel.planned_trials() is None
    assert hands.sentences() == ["Say how many trials to run."]


def test_that_the_budget_is_typed(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.type_into("setup_trials", "200")
    hands.type_into("setup_workers", "4")
    hands.type_into("setup_time_limit", "2 h")
    hands.type_into("setup_trial_timeout", "90")
    hands.type_into("setup_seed", "7")
    config = hands.panel.config()
    assert (config.budget.trials, config.budget.concurrency) == (200, 4)
    assert (config.budget.time_limit_s, config.budget.trial_timeout_s) == (7200, 90)
    assert config.seed == 7
    hands.type_into("setup_time_limit", "soon")
    assert hands.is_wrong("setup_time_limit")
    assert hands.panel.config().budget.time_limit_s is None
    assert hands.panel.has_unparsed_text()


def test_that_the_dice_takes_another_seed(hands: PanelHands):
    hands.panel.set_config(READY)
    seeds = set()
    for _ in range(5):
        hands.click("setup_new_seed")
        seeds.add(hands.panel.config().seed)
    assert len(seeds) > 1
    assert str(hands.panel.config().seed) == hands.field("setup_seed").text()
