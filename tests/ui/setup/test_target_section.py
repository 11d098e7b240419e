"""Choosing what is trained, by real keys and clicks, from the real list of estimators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.objective import Objective
from tuner_gui.core.specs import BundledSpec, CommandSpec, EstimatorSpec, NoDataSpec
from tuner_gui.ui.chrome import SearchPicker
from tuner_gui.ui.setup.target_section import COMMAND_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.setup.conftest import PanelHands
    from tuner_gui.ui.setup.setup_panel import SetupPanel

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


def test_that_choosing_an_estimator_fills_space_data_and_objective(hands: PanelHands):
    with hands.qtbot.waitSignal(hands.panel.changed):
        hands.pick("setup_target", "RandomForestClass")
    config = hands.panel.config()
    assert config.target == EstimatorSpec(estimator="RandomForestClassifier", scoring="accuracy")
    assert config.dataset == BundledSpec(name="breast_cancer")
    assert config.objective == Objective("accuracy")
    assert "n_estimators" in config.space.names
    assert hands.names() == list(config.space.names)
    assert hands.panel.problems() == []
    assert hands.panel.planned_trials() == 50
    assert not hands.find(QLabel, "setup_status").isVisible()


def test_that_estimators_are_listed_by_kind_after_the_persons_own(hands: PanelHands):
    hands.click("setup_target")
    listed = hands.offered("setup_target")
    own = ["Your own", "Python function, class or pipeline…", "Script or command…"]
    assert listed[:4] == [*own, "Classifiers"]
    assert listed.index("SVC") < listed.index("Regressors") < listed.index("Ridge")
    hands.find(QWidget, "setup_target_popup").hide()


def test_that_a_regressor_takes_data_with_a_quantity_and_a_classifier_classes(hands: PanelHands):
    hands.pick("setup_target", "Ridge")
    assert hands.panel.config().dataset == BundledSpec(name="diabetes")
    assert hands.panel.config().objective == Objective("r2")
    hands.pick("setup_target", "SVC")
    assert hands.panel.config().dataset == BundledSpec(name="breast_cancer")
    assert hands.panel.config().objective == Objective("accuracy")


def test_that_scoring_and_data_stay_where_they_fit(hands: PanelHands):
    hands.pick("setup_target", "SVC")
    hands.choose("setup_dataset", "iris")
    hands.pick("setup_scoring", "f1_macro")
    hands.pick("setup_target", "KNeighborsClassifier")
    config = hands.panel.config()
    assert config.dataset == BundledSpec(name="iris")
    assert config.target == EstimatorSpec(estimator="KNeighborsClassifier", scoring="f1_macro")


def test_that_unedited_parameters_are_replaced_without_a_question(hands: PanelHands):
    hands.pick("setup_target", "RandomForestClass")
    hands.pick("setup_target", "SVC")
    assert not hands.find(QWidget, "space_offer").isVisible()
    assert "C" in hands.names()


def edit_first_row(hands: PanelHands) -> None:
    hands.panel.model.space.select(hands.panel.model.space.draft.rows[0].key)
    hands.type_into("space_name", "mine")


@pytest.mark.parametrize(("answer", "is_replaced"), [("replace", True), ("keep", False)])
def test_that_edited_parameters_are_replaced_only_on_a_yes(hands: PanelHands, answer, is_replaced):
    hands.pick("setup_target", "RandomForestClass")
    edit_first_row(hands)
    count = len(hands.names())
    hands.pick("setup_target", "SVC")
    offer = hands.find(QWidget, "space_offer")
    assert offer.isVisible()
    assert offer.accessibleName() == f"Replace the {count} parameters by those of SVC?"
    assert hands.names()[0] == "mine"
    hands.click(f"{answer}_space_link")
    assert not offer.isVisible()
    assert ("mine" not in hands.names()) is is_replaced
    assert ("C" in hands.names()) is is_replaced


def test_that_a_picked_estimator_keeps_the_persons_space_when_the_offer_is_overtaken(
    hands: PanelHands,
):
    hands.pick("setup_target", "RandomForestClass")
    edit_first_row(hands)
    hands.pick("setup_target", "SVC")
    hands.panel.set_config(READY)
    assert not hands.find(QWidget, "space_offer").isVisible()
    assert hands.panel.config() == READY


def test_that_asking_for_an_estimator_opens_the_list(make_panel: SetupPanel, qtbot):
    with qtbot.waitExposed(make_panel):
        make_panel.show()
    make_panel.activateWindow()
    make_panel.ask_for_estimator()
    popup = make_panel.findChild(QWidget, "setup_target_popup")
    qtbot.waitUntil(popup.isVisible)  # as soon as the estimators are there
    assert make_panel.model.facts.catalogue is not None
    popup.hide()


def test_that_a_failure_to_list_estimators_is_said_and_can_be_retried(
    make_panel: SetupPanel, qtbot, monkeypatch, tmp_path
):
    with monkeypatch.context() as patch:
        patch.setattr("tuner_gui.bridge.catalogue_reader.load_catalogue", _raise)
        make_panel.show()
        retry = make_panel.findChild(QWidget, "setup_target_retry")
        qtbot.waitUntil(retry.isVisible)
    note = make_panel.findChild(QLabel, "setup_target_note")
    assert note.text() == "The estimators could not be read. No luck. Try again."
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: make_panel.model.facts.catalogue is not None)
    assert not retry.isVisible()
    assert not note.isVisible()


def _raise(_folder: Path) -> None:
    from tuner_gui.core.errors import TuningError

    raise TuningError("No luck.", "Try again.")


def test_that_a_session_with_an_unknown_estimator_is_shown_and_refused(hands: PanelHands):
    target = EstimatorSpec(estimator="GreatForest", scoring="accuracy")
    hands.panel.set_config(replace(READY, target=target))
    assert hands.panel.config().target == target
    assert "has no GreatForest" in hands.panel.problems()[0]
    assert hands.is_wrong("setup_target")


def test_that_the_command_of_a_session_is_shown_and_kept(hands: PanelHands):
    target = CommandSpec(argv=("{python}", "train.py", "-n={n_estimators}"), cwd="/x")
    hands.panel.set_config(replace(READY, target=target, dataset=NoDataSpec()))
    assert hands.find(SearchPicker, "setup_target").current_key() == COMMAND_KEY
    assert "train.py" in hands.offered("setup_target")
    assert hands.panel.config().target == target
    assert hands.panel.problems() == []
    hands.pick("setup_target", "SVC")
    assert hands.panel.config().target != target
    hands.pick("setup_target", "train.py")
    assert hands.panel.config().target == target
