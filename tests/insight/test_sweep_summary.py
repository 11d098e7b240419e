"""Sweeps in figures, and the best of several."""

from __future__ import annotations

import math

import pytest

from tests.ui.compare.sessions import MORNING, store, sweep
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.insight.sweep_summary import common_objectives, summarised, winners

UP, DOWN = Objective("accuracy"), Objective("loss", Direction.MINIMIZE)


def test_that_the_figures_are_those_of_the_trials() -> None:
    summary = summarised(store(sweep([0.5, None, 0.7, 0.6], seconds=10)))
    assert (summary.trials, summary.failed) == (4, 1)
    assert (summary.best, summary.best_number) == (0.7, 2)
    assert summary.wall_s == pytest.approx(40)
    assert summary.started_at == MORNING.timestamp()


def test_that_an_empty_sweep_has_no_best() -> None:
    summary = summarised(store([]))
    assert summary.best is None
    assert summary.best_number is None
    assert math.isnan(summary.wall_s)


def of(values: list[float], direction: Direction = Direction.MAXIMIZE):
    return summarised(store(sweep(values), direction))


def test_that_the_best_wins_in_its_direction() -> None:
    up = [of([0.5]), of([0.9]), of([0.7])]
    assert winners(up, UP) == {1}
    down = [of([value], Direction.MINIMIZE) for value in (0.5, 0.9, 0.3)]
    assert winners(down, Objective("accuracy", Direction.MINIMIZE)) == {2}


def test_that_equal_ones_win_together_and_a_single_one_does_not() -> None:
    assert winners([of([0.9]), of([0.9]), of([0.1])], UP) == {0, 1}
    assert winners([of([0.9])], UP) == set()
    assert winners([of([0.9]), of([]), of([0.1], Direction.MINIMIZE)], UP) == set()


def test_that_the_objective_of_most_comes_first() -> None:
    one, other = of([0.5]), of([0.5], Direction.MINIMIZE)
    assert common_objectives([one, other, other])[0].direction is Direction.MINIMIZE
    assert common_objectives([one, other]) == [one.objective, other.objective]
    assert common_objectives([]) == []
    empty = of([])
    assert common_objectives([empty, empty, other]) == [other.objective, empty.objective]
    assert DOWN not in common_objectives([one])
