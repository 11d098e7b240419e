"""Counting a space never makes the window wait, and never tells of a space that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuner_gui.core.space import GridCount, HyperParamSpace
from tuner_gui.ui.space.survey import NO_FACTS, SpaceFacts, SpaceSurvey, survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

SMALL = HyperParamSpace().add_int("a", 1, 10).add_int("b", 1, 10)


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[SpaceSurvey]:
    survey = SpaceSurvey()
    yield survey
    survey.close()
    survey.deleteLater()


def test_that_grid_and_feasible_part_are_told(made: SpaceSurvey, qtbot: QtBot) -> None:
    with qtbot.waitSignal(made.surveyed) as caught:
        made.set_space(SMALL.add_constraint("a < b"))
        assert made.facts is None
    (facts,) = caught.args
    assert facts.grid == GridCount(45, is_exact=True)
    assert facts.feasible_part == pytest.approx(0.45, abs=0.05)
    assert made.facts == facts


def test_that_only_the_latest_space_is_told(made: SpaceSurvey, qtbot: QtBot) -> None:
    told: list[SpaceFacts] = []
    made.surveyed.connect(told.append)
    for high in range(2, 12):
        made.set_space(HyperParamSpace().add_int("a", 1, high))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [SpaceFacts(GridCount(11, is_exact=True))]


def test_that_without_a_space_nothing_is_known_at_once(made: SpaceSurvey, qtbot: QtBot) -> None:
    made.set_space(SMALL)
    with qtbot.waitSignal(made.surveyed) as caught:
        made.set_space(None)
    assert caught.args == [NO_FACTS]
    with qtbot.assertNotEmitted(made.surveyed, wait=150):
        made.set_space(None)


def test_that_a_continuous_space_has_no_grid() -> None:
    assert survey(HyperParamSpace().add_float("x", 0, 1)) == NO_FACTS


def test_that_what_cannot_be_counted_says_why() -> None:
    assert survey(HyperParamSpace()).error == "The search space has no parameters."
