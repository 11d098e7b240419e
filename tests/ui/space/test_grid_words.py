from __future__ import annotations

from tuner_gui.core.space import GridCount, HyperParamSpace
from tuner_gui.ui.space.grid_words import grid_words
from tuner_gui.ui.space.survey import SpaceFacts, survey


def words_of(space: HyperParamSpace) -> str:
    return grid_words(space, survey(space))


def test_that_the_grid_is_said_in_one_line():
    space = HyperParamSpace().add_int("x", 1, 1)
    assert words_of(HyperParamSpace()) == ""
    assert words_of(space) == "Grid: 1 combination"
    assert words_of(space.add_int("y", 1, 1080)) == "Grid: 1,080 combinations"
    huge = space
    for place in range(20):
        huge = huge.add_int(f"z{place}", 1, 10)
    assert words_of(huge) == "Grid: about 10^20 combinations"
    continuous = space.add_float("a", 0, 1).add_float("b", 0, 1).add_float("c", 0, 1)
    assert words_of(continuous) == "No grid: a and 2 more are continuous"


def test_that_a_grid_under_one_value_of_a_wide_range_is_counted_too():
    space = HyperParamSpace().add_int("n", 1, 10**9).add_int("m", 1, 2, when={"n": [7]})
    assert words_of(space) == "Grid: 1,000,000,001 combinations"


def test_that_constraints_are_counted_out_of_the_grid():
    space = HyperParamSpace().add_int("x", 1, 10).add_int("y", 1, 10).add_constraint("x < y")
    assert words_of(space) == "Grid: 45 combinations"


def test_that_an_estimate_says_that_it_is_one():
    space = HyperParamSpace().add_int("x", 1, 5000).add_int("y", 1, 5000).add_constraint("x < y")
    facts = survey(space)
    assert facts.grid is not None
    assert not facts.grid.is_exact
    assert words_of(space).startswith("Grid: about 1")
    assert words_of(space).endswith("00,000 of 25,000,000 combinations (estimate)")
    none = SpaceFacts(GridCount(0, is_exact=False))
    said = "Grid: next to none of 25,000,000 combinations (estimate)"
    assert grid_words(space, none) == said
