"""What the target demands of the names of parameters, at their rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from tests.ui.setup.test_setup_reading import CODE, READY
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import EstimatorSpec

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

ODD = HyperParamSpace().add_int("max_deph", 2, 9).add_int("n_estimators", 5, 50)
SAID = "max_deph: RandomForestClassifier has no such parameter. Did you mean max_depth?"


def test_that_a_name_that_the_estimator_lacks_is_told_at_its_row(hands: PanelHands):
    hands.panel.set_config(replace(READY, space=ODD))
    assert hands.panel.problems() == [SAID]
    assert hands.find(QLabel, "setup_status").text() == SAID
    hands.panel.model.space.select(0)
    assert hands.is_wrong("space_name")
    hands.type_into("space_name", "max_depth")
    assert hands.panel.problems() == []


def test_that_another_estimator_has_other_names(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.model.space.edit_row(
        replace(hands.panel.model.space.draft.rows[0], name="C"), "Rename"
    )
    assert hands.panel.problems() == ["C: RandomForestClassifier has no such parameter."]
    target = EstimatorSpec(estimator="SVC", scoring="accuracy")
    space = HyperParamSpace().add_float("C", 0.1, 9).add_choice("kernel", ["rbf", "linear"])
    hands.panel.set_config(replace(READY, target=target, space=space))
    assert hands.panel.problems() == []


def test_that_names_reach_into_what_an_estimator_is_made_of(hands: PanelHands):
    target = EstimatorSpec(estimator="BaggingClassifier", scoring="accuracy")
    space = HyperParamSpace().add_int("estimator.max_depth", 2, 9).add_int("random_state", 0, 9)
    hands.panel.set_config(replace(READY, target=target, space=space))
    assert hands.panel.problems() == []


def test_that_code_may_name_its_parameters_as_it_likes(hands: PanelHands):
    hands.panel.set_config(replace(CODE, space=ODD))
    assert hands.panel.problems() == []
