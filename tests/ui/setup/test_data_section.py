"""Data and objective by real keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.objective import Objective
from tuner_gui.core.specs import BundledSpec, CsvSpec
from tuner_gui.core.table_specs import ArrowSpec, FractionSplit

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


def test_that_a_csv_file_offers_its_columns(hands: PanelHands, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("a,b,outcome\n1,2,0\n")
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "CSV file…")
    assert hands.panel.problems() == ["Choose a CSV file."]
    hands.files.append(str(path))
    hands.click("setup_csv_browse")
    assert hands.panel.problems() == ["Choose the column to predict."]
    assert hands.panel.has_unparsed_text()
    hands.choose("setup_csv_column", "outcome")
    assert hands.panel.config().dataset == CsvSpec(path=str(path), target_column="outcome")
    assert hands.panel.problems() == []


def test_that_a_file_that_is_not_there_is_a_problem_at_its_field(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "CSV file…")
    hands.type_into("setup_csv_path", "/nowhere.csv")
    assert hands.is_wrong("setup_csv_path")
    assert "There is no file /nowhere.csv" in hands.sentences()[0]


def test_that_classes_are_asked_for_where_a_classifier_meets_a_quantity(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "diabetes")
    assert hands.is_wrong("setup_dataset")
    assert "needs classes" in hands.panel.problems()[0]


def test_that_a_metric_that_the_trials_do_not_return_is_a_problem(hands: PanelHands):
    hands.panel.set_config(replace(READY, objective=Objective("score")))
    assert hands.panel.problems() == ["The trials return accuracy, not score."]
    assert hands.is_wrong("setup_scoring")
    hands.pick("setup_scoring", "roc_auc")
    assert hands.panel.problems() == []


def test_that_a_table_of_another_kind_is_kept_as_the_session_has_it(hands: PanelHands):
    split = FractionSplit(fraction=0.8)
    for name in ("first.arrow", "second.arrow"):
        table = ArrowSpec(path=name, target_column="y", split=split)
        hands.panel.set_config(replace(READY, dataset=table))
        assert hands.panel.config().dataset == table
        hands.choose("setup_dataset", "iris")
        assert hands.panel.config().dataset == BundledSpec(name="iris")
        hands.choose("setup_dataset", name)
        assert hands.panel.config().dataset == table


def test_that_the_split_of_a_csv_file_outlives_a_change_of_its_target(hands: PanelHands, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("a,b,y\n1,2,0\n")
    table = CsvSpec(path=str(path), target_column="y", split=FractionSplit(fraction=0.8))
    hands.panel.set_config(replace(READY, dataset=table))
    hands.choose("setup_csv_column", "b")
    assert hands.panel.config().dataset == table.model_copy(update={"target_column": "b"})
