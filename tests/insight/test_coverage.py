"""What has been tried of each range, counted once a trial, and where the best are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tuner_gui import (
    Choice,
    Constant,
    Direction,
    Float,
    Int,
    LogNormal,
    Normal,
    Objective,
    Parameter,
)
from tuner_gui.core.domains import ParameterKind
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.insight.coverage import MOST_CELLS, ROWS_AT_ONCE, Coverage, CoverageTally


def store_of(
    values: list[Any],
    metrics: list[float | None] | None = None,
    objective: Objective | None = None,
    name: str = "x",
) -> TrialStore:
    """Trials with these values of one parameter; without a metric they have failed."""
    metrics = [0.0] * len(values) if metrics is None else metrics
    return TrialStore.of(
        objective or Objective(),
        (
            TrialRecord(
                number,
                {name: value},
                TrialState.FAILED if metric is None else TrialState.COMPLETE,
                metric,
            )
            for number, (value, metric) in enumerate(zip(values, metrics, strict=True))
        ),
    )


def test_that_a_long_store_is_taken_in_several_updates() -> None:
    store = store_of([1] * ROWS_AT_ONCE + [2, 2])
    tally = CoverageTally([Parameter("x", Int(1, 2))])
    assert tally.update(store)["x"].tried == (1.0, 0.0)
    assert tally.is_behind(store)
    assert tally.update(store)["x"].tried == (1.0, 2 / ROWS_AT_ONCE)
    assert not tally.is_behind(store)


def test_that_fewer_trials_are_taken_at_once_where_there_are_many_parameters() -> None:
    store = store_of([1] * 1_000)
    wide = CoverageTally(
        [Parameter("x", Int(1, 2)), *(Parameter(f"p{at}", Int(1, 2)) for at in range(300))]
    )
    wide.update(store)
    assert wide.is_behind(store)
    wide.update(store)
    assert wide.update(store)["x"].tried == (1.0, 0.0)
    assert not wide.is_behind(store)


def test_that_nothing_is_worked_out_anew_where_nothing_is_new() -> None:
    store, tally = store_of([1, 2]), CoverageTally([Parameter("x", Int(1, 2))])
    first = tally.update(store)
    assert tally.update(store) is first


def test_that_a_trial_counts_among_the_best_once_it_is_complete() -> None:
    store, tally = TrialStore(Objective()), CoverageTally([Parameter("x", Int(1, 2))])
    running = TrialRecord(0, {"x": 1}, TrialState.RUNNING)
    store.put(running)
    store.put(TrialRecord(1, {"x": 2}, TrialState.COMPLETE, 0.1))
    assert tally.update(store)["x"] == Coverage((1.0, 1.0), (False, True))
    store.put(replace(running, state=TrialState.COMPLETE, metric=0.2))
    assert tally.update(store)["x"] == Coverage((1.0, 1.0), (True, True))


def covered(kind: ParameterKind, store: TrialStore) -> Coverage:
    return CoverageTally([Parameter("x", kind)]).update(store)["x"]


@pytest.mark.parametrize(
    "kind",
    [
        Float(0, 1),
        Float(1e-6, 1, log=True),
        Float(0, 1, points=3),
        Float(0, 100, step=0.5),
        Int(1, 1000),
        Int(1, 1000, log=True),
        Normal(5, 2),
        Normal(0, 1, low=0.5),
        LogNormal(0, 1),
    ],
)
def test_that_even_draws_fill_all_cells(kind: ParameterKind) -> None:
    drawn = [kind.sample((at + 0.5) / 2_000) for at in range(2_000)]
    cells = covered(kind, store_of(drawn)).tried
    assert len(cells) == MOST_CELLS
    assert min(cells) > 0
    low = covered(kind, store_of(drawn[:1_000])).tried
    assert min(low[: MOST_CELLS // 2 - 1]) > 0
    assert max(low[MOST_CELLS // 2 + 1 :]) == 0


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Int(3, 6), [3, 4, 5, 6]),
        (Int(1, 4, log=True), [1, 2, 3, 4]),
        (Float(0.1, 0.5, step=0.1), [0.1, 0.2, 0.3, 0.4, 0.5]),
        (Choice(["a", None, True, 1]), ["a", None, True, 1]),
        (Choice([1, 2, 4]), [1, 2, 4]),
        (Choice([0.5, 1]), [0.5, 1]),
    ],
)
def test_that_few_values_have_a_cell_each(kind: ParameterKind, values: list[Any]) -> None:
    for place, value in enumerate(values):
        cells = covered(kind, store_of([value])).tried
        assert cells == tuple(float(at == place) for at in range(len(values)))


def test_that_many_choices_share_the_cells() -> None:
    kind = Choice([f"v{place}" for place in range(100)])
    cells = covered(kind, store_of(["v0", "v99"])).tried
    assert len(cells) == MOST_CELLS
    assert [place for place, part in enumerate(cells) if part] == [0, MOST_CELLS - 1]


def test_that_the_fullest_cell_is_one() -> None:
    assert covered(Int(1, 3), store_of([1, 1, 1, 1, 3])).tried == (1.0, 0.0, 0.25)


def test_that_values_outside_the_range_do_not_count() -> None:
    store = store_of([1, 2, 50])
    assert covered(Int(2, 3), store).tried == (1.0, 0.0)
    assert CoverageTally([Parameter("x", Int(7, 9))]).update(store) == {}
    assert covered(Choice(["b", 2]), store_of(["a", 2])).tried == (0.0, 1.0)


def test_that_numbers_are_found_among_other_values() -> None:
    """A parameter that was a choice once is kept as categories."""
    assert covered(Int(1, 2), store_of(["a", 1, True])).tried == (1.0, 0.0)


def test_that_constants_and_untried_parameters_have_none() -> None:
    parameters = [Parameter("x", Constant(1)), Parameter("y", Int(1, 2))]
    assert CoverageTally(parameters).update(store_of([1])) == {}


@pytest.mark.parametrize("direction", list(Direction))
def test_that_the_best_are_marked(direction: Direction) -> None:
    values = list(range(1, 13))
    metrics = [float(value if direction is Direction.MAXIMIZE else -value) for value in values]
    store = store_of(values, metrics, Objective(direction=direction))
    assert [at + 1 for at, is_best in enumerate(covered(Int(1, 12), store).best) if is_best] == [
        8,
        9,
        10,
        11,
        12,
    ]


def test_that_failed_trials_have_been_tried_but_are_never_best() -> None:
    found = covered(Int(1, 2), store_of([1, 2], [None, 0.5]))
    assert found == Coverage((1.0, 1.0), (False, True))
    assert covered(Int(1, 2), store_of([1], [None])).best == (False, False)


def test_that_rows_are_counted_once_however_often_it_is_asked() -> None:
    rng = np.random.default_rng(0)
    values = rng.integers(1, 13, 500).tolist()
    metrics = rng.random(500).tolist()
    whole = store_of(values, metrics)
    tally, growing = CoverageTally([Parameter("x", Int(1, 12))]), TrialStore(Objective())
    for row in range(len(whole)):
        growing.put(whole.record(row))
        if row % 7 == 0:
            tally.update(growing)
    assert tally.update(growing) == {"x": covered(Int(1, 12), whole)}
    assert tally.update(growing) == {"x": covered(Int(1, 12), whole)}
