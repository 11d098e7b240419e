"""The Setup pane by real keys and clicks, with the real list of estimators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QScrollArea, QWidget

from tests.ui.setup.configs import CONFIGS
from tests.ui.setup.test_setup_reading import READY
from tests.ui.space.test_draft import FOREST
from tuner_gui.core.kinds import ExtensionKind, GridKind, RandomKind, TpeKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import BundledSpec, ClassSpec, CsvSpec, EstimatorSpec, NoDataSpec

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.setup.conftest import PanelHands
    from tuner_gui.ui.setup.setup_panel import SetupPanel

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

NET = """
class Loss: ...

class Net:
    def train(self, dataset): ...
    def validate(self, dataset): return 1.0
"""
WITH_PARAMS = """
from pydantic import BaseModel, Field

class Net:
    class HyperParams(BaseModel):
        depth: int = Field(default=3, ge=1, le=8)
        lr: float = Field(default=0.01, ge=1e-4, le=1)

    def train(self, dataset): ...
    def validate(self, dataset): return 1.0
"""


# a new setup


def test_that_a_new_setup_says_what_is_missing_without_shouting(hands: PanelHands):
    panel = hands.panel
    assert panel.config().target is None
    assert panel.problems()[0] == "Choose a target to train."
    assert hands.sentences() == []
    assert hands.find(QLabel, "setup_status").text() == "Before Run: Choose a target to train."
    assert hands.find(QWidget, "space_empty").isVisible()
    assert not panel.has_unparsed_text()


def test_that_reading_the_estimators_is_no_edit(make_panel: SetupPanel, qtbot):
    with qtbot.assertNotEmitted(make_panel.changed):
        make_panel.show()
        qtbot.waitUntil(lambda: make_panel.model.facts.catalogue is not None)


# choosing an estimator


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
    assert listed[:3] == ["Your own", "Python class…", "Classifiers"]
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


# a class


def test_that_a_class_is_named_and_typed(hands: PanelHands):
    hands.pick("setup_target", "Python class")
    path = hands.field("setup_class_path")
    assert path.isVisible()
    assert path.hasFocus()
    assert hands.sentences() == []
    assert hands.panel.problems()[0].startswith("Name the class to train.")
    hands.qtbot.keyClicks(path, "nets.small")
    assert hands.is_wrong("setup_class_path")
    assert hands.panel.has_unparsed_text()
    hands.qtbot.keyClicks(path, ":Net")
    assert hands.panel.config().target == ClassSpec(path="nets.small:Net")
    assert hands.panel.config().dataset == NoDataSpec()
    assert not hands.field("setup_folds").isVisible()
    hands.type_into("setup_metric", "loss")
    hands.click("setup_direction")
    assert hands.panel.config().objective == Objective("loss", Direction.MINIMIZE)


def test_that_a_chosen_file_names_its_class_without_running_it(hands: PanelHands, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(NET)
    hands.panel.ask_for_class()
    hands.files.append(str(path))
    hands.click("setup_class_browse")
    assert hands.panel.config().target == ClassSpec(path=f"{path}:Net")


def test_that_the_parameters_a_class_states_fill_the_space(hands: PanelHands, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(WITH_PARAMS)
    hands.panel.ask_for_class()
    hands.type_into("setup_class_path", f"{path}:Net")
    with hands.qtbot.waitSignal(hands.panel.model.space.edited, timeout=60_000):
        hands.click("setup_class_read")
    assert hands.names() == ["depth", "lr"]


def test_that_a_class_without_stated_parameters_says_so(hands: PanelHands, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(NET)
    hands.panel.ask_for_class()
    hands.type_into("setup_class_path", f"{path}:Net")
    hands.click("setup_class_read")
    note = hands.find(QLabel, "setup_target_note")
    hands.qtbot.waitUntil(note.isVisible, timeout=60_000)
    assert note.text() == "Net states no HyperParams; add its parameters below."


# data and objective


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


# strategy, budget


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


def test_that_a_grid_over_a_continuous_parameter_is_refused_at_its_row(hands: PanelHands):
    hands.panel.set_config(replace(READY, space=HyperParamSpace().add_float("x", 0, 1)))
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
    hands.panel.set_config(replace(READY, space=space, strategy=GridKind()))
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


# the whole


def test_that_problems_come_in_the_order_of_the_pane(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.type_into("setup_seed", "x")
    hands.panel.model.space.select(2)
    hands.type_into("space_high", "1")
    hands.type_into("setup_folds", "1")
    problems = hands.panel.problems()
    assert [problem.split()[0] for problem in problems] == ["Folds", "max_depth:", "The"]


def test_that_an_empty_space_cannot_run(hands: PanelHands):
    hands.panel.set_config(replace(READY, space=HyperParamSpace()))
    assert hands.panel.problems() == ["The search space has no parameters."]


@given(config=CONFIGS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_that_a_config_that_is_set_is_read_back_the_same(make_panel: SetupPanel, config):
    make_panel.set_config(config)
    assert make_panel.config() == config
    assert not make_panel.has_unparsed_text()


def test_that_setting_a_config_is_no_edit(hands: PanelHands):
    with (
        hands.qtbot.assertNotEmitted(hands.panel.changed),
        hands.qtbot.waitSignal(hands.panel.status_changed),
    ):
        hands.panel.set_config(READY)


def test_that_an_installed_strategy_is_shown_by_its_name(hands: PanelHands):
    config = replace(READY, strategy=ExtensionKind(kind="annealing", options={"heat": 3}))
    hands.panel.set_config(config)
    assert hands.find(QComboBox, "setup_strategy").currentText() == "annealing"
    assert hands.panel.config() == config


def test_that_an_edit_of_the_space_is_an_edit_of_the_setup(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.model.space.select(2)
    with hands.qtbot.waitSignal(hands.panel.changed):
        hands.type_into("space_high", "9")
    assert hands.panel.config().space["max_depth"].kind.high == 9
    assert FOREST["max_depth"].kind.high == 20


def test_that_a_locked_setup_can_be_read_but_not_changed(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.set_locked(True)
    for name in ("setup_trials", "setup_seed", "setup_folds", "setup_time_limit"):
        hands.type_into(name, "9")
    for name in ("setup_target", "setup_dataset", "setup_strategy", "setup_direction"):
        assert not hands.find(QWidget, name).isEnabled()
    hands.click("setup_new_seed")
    hands.panel.model.space.select(2)
    assert hands.field("space_high").text() == "20"
    hands.type_into("space_high", "9")
    assert hands.panel.config() == READY
    assert "locked while running" in [
        label.text() for label in hands.panel.pane.findChildren(QLabel) if label.isVisible()
    ]
    hands.panel.set_locked(False)
    hands.type_into("setup_trials", "9")
    assert hands.panel.config().budget.trials == 9


def test_that_the_pane_scrolls_when_the_window_is_small(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.resize(300, 480)
    scroll = hands.find(QScrollArea, "setup_scroll")
    hands.qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert scroll.horizontalScrollBar().maximum() == 0
    hands.panel.model.space.select(4)
    editor = hands.find(QWidget, "space_editor")
    hands.qtbot.waitUntil(lambda: not editor.visibleRegion().isEmpty())
    assert editor.visibleRegion().boundingRect().height() == editor.height()


def test_that_every_control_has_a_name_for_the_eye_the_ear_and_a_test(hands: PanelHands):
    hands.panel.set_config(replace(READY, strategy=TpeKind()))
    hands.panel.model.space.select(2)
    controls = [
        widget
        for widget in hands.panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not isinstance(widget, QScrollArea)
    ]
    assert len(controls) > 20
    nameless = [
        widget for widget in controls if not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []
