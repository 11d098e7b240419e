"""How large the space is: counted in the background, told when it is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from tests.ui.setup.test_setup_reading import CODE
from tuner_gui.core.budget import Budget
from tuner_gui.core.kinds import GridKind, RandomKind, TpeKind
from tuner_gui.core.space import HyperParamSpace

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

SQUARE = HyperParamSpace().add_int("a", 1, 10).add_int("b", 1, 10)
GRID = replace(CODE, strategy=GridKind(), budget=Budget(trials=None))


def test_that_a_grid_under_constraints_is_planned_once_it_is_counted(hands: PanelHands):
    hands.panel.set_config(replace(GRID, space=SQUARE.add_constraint("a < b")))
    assert hands.panel.planned_trials() is None
    with hands.qtbot.waitSignal(hands.panel.status_changed):
        pass
    assert hands.panel.planned_trials() == 45
    assert hands.panel.grid_size() == 45
    assert hands.find(QLabel, "space_footer").text() == "Grid: 45 combinations"


def test_that_a_plain_grid_is_planned_at_once(hands: PanelHands):
    hands.panel.set_config(replace(GRID, space=SQUARE))
    assert hands.panel.planned_trials() == 100


def test_that_an_estimated_grid_plans_only_what_the_budget_says(hands: PanelHands):
    wide = HyperParamSpace().add_int("a", 1, 5000).add_int("b", 1, 5000).add_constraint("a < b")
    hands.panel.set_config(replace(GRID, space=wide))
    hands.qtbot.waitUntil(lambda: hands.panel.model.space.facts is not None)
    assert hands.panel.planned_trials() is None
    assert "(estimate)" in hands.find(QLabel, "space_footer").text()
    hands.panel.set_config(replace(GRID, space=wide, budget=Budget(trials=7)))
    assert hands.panel.planned_trials() == 7


def test_that_constraints_that_leave_nothing_of_a_grid_keep_from_running(hands: PanelHands):
    nothing = SQUARE.add_constraint("a + b > 99")
    hands.panel.set_config(replace(GRID, space=nothing))
    hands.qtbot.waitUntil(lambda: bool(hands.panel.problems()))
    (problem,) = hands.panel.problems()
    assert problem.startswith("No point of the grid keeps the constraints.")
    hands.panel.set_config(replace(CODE, space=nothing, strategy=RandomKind()))
    assert hands.panel.problems() == []


def test_that_a_constraint_that_cannot_be_read_keeps_from_running(hands: PanelHands):
    hands.panel.set_config(replace(GRID, space=SQUARE))
    draft, _ = hands.panel.model.space.draft.adding_constraint("a < c")
    hands.panel.model.space.apply(draft, "Add constraint")
    assert hands.panel.problems() == ["a < c: There is no parameter c."]


def test_that_a_note_does_not_keep_from_running(hands: PanelHands):
    space = HyperParamSpace().add_choice("a", [1, 2], weights=[1, 3])
    hands.panel.set_config(replace(CODE, space=space, strategy=TpeKind()))
    assert hands.panel.problems() == []
    assert "weights are not used" in hands.panel.model.space.notes[0][0].message
