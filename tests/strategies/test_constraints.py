"""Every strategy in random spaces: conditions followed, constraints kept, errors said."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import assume, given, settings

from tests.contracts.strategy_contract import finished, take
from tests.spaces import spaces
from tuner_gui import (
    CmaKind,
    GridKind,
    HyperParamSpace,
    InvalidSpace,
    Objective,
    QmcKind,
    RandomKind,
    TpeKind,
    TrialRecord,
    TrialState,
    TunerFactory,
)
from tuner_gui.core import feasible
from tuner_gui.core.kinds import TunerKind
from tuner_gui.strategies import tpe

KINDS = [GridKind(), GridKind(seed=5, shuffle=True), RandomKind(seed=5), TpeKind(seed=5)]


@pytest.mark.parametrize("kind", KINDS, ids=["grid", "shuffled grid", "random", "tpe"])
@given(spaces(finite=False))
@settings(max_examples=60)
def test_that_no_answer_is_outside_a_space(kind: TunerKind, space: HyperParamSpace) -> None:
    if isinstance(kind, GridKind):
        assume(space.grid_size())
    assume(space.feasible_part() > 0.02)
    strategy = TunerFactory.create(kind, space, Objective())
    for number in range(6):
        params = strategy.ask()
        if params is None:
            break
        assert space.contains(params), params
        strategy.tell(TrialRecord(number, params, TrialState.COMPLETE, float(number)))


def cut() -> HyperParamSpace:
    space = HyperParamSpace().add_int("a", 1, 40).add_int("b", 1, 40).add_int("c", 1, 3)
    return space.add_constraint("a % b == 0").add_constraint("a + b < 30")


@pytest.mark.parametrize("most", [feasible.MOST_ROWS, 100], ids=["listed", "filtered"])
@pytest.mark.parametrize("kind", KINDS[:2], ids=["grid", "shuffled grid"])
def test_that_a_cut_grid_is_walked_once_and_resumed(
    kind: TunerKind, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feasible, "MOST_ROWS", most)
    whole = take(TunerFactory.create(kind, cut(), Objective()), 2_000)
    assert sorted(map(repr, whole)) == sorted(map(repr, cut().enumerate_grid()))
    assert len({repr(params) for params in whole}) == len(whole)
    resumed = TunerFactory.create(kind, cut(), Objective())
    resumed.resume([finished(0, {"layers": None})], asked=17)
    assert take(resumed, 2_000) == whole[17:]


def test_that_a_grid_which_finds_nothing_is_refused_before_the_start() -> None:
    space = HyperParamSpace().add_int("a", 1, 10**6).add_int("b", 1, 10**6)
    with pytest.raises(InvalidSpace, match=r"keeps a \* b < 0"):
        TunerFactory.create(GridKind(), space.add_constraint("a * b < 0"), Objective())


@pytest.mark.parametrize("kind", [RandomKind(), QmcKind(), TpeKind(), CmaKind()], ids=repr)
def test_that_a_space_without_a_draw_is_refused_before_the_start(kind: TunerKind) -> None:
    space = HyperParamSpace().add_float("a", 0, 1).add_constraint("a > 2")
    with pytest.raises(InvalidSpace, match=r"None of the 10,000 random draws keeps a > 2\."):
        TunerFactory.create(kind, space, Objective())


def test_that_a_grid_without_a_point_is_refused_before_the_start() -> None:
    space = HyperParamSpace().add_int("a", 1, 9).add_constraint("a > 9")
    with pytest.raises(InvalidSpace, match=r"None of the points of the grid keeps a > 9\."):
        TunerFactory.create(GridKind(), space, Objective())


def test_that_tpe_draws_by_chance_where_it_cannot_keep_a_constraint(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tpe, "_MOST_TRIES", 2)
    space = HyperParamSpace().add_float("x", 0, 1).add_constraint("x < 0.01")
    strategy = TunerFactory.create(TpeKind(seed=1), space, Objective())
    found = list(islice(iter(strategy.ask, None), 8))
    assert all(space.contains(params) for params in found)
    assert len({params["x"] for params in found}) == len(found)
    assert "a random draw takes their place" in caplog.text


def test_that_tpe_learns_bells_and_ordered_choices() -> None:
    space = (
        HyperParamSpace()
        .add_log_normal("lr", -5, 2)
        .add_normal("shift", 0, 1, low=-2)
        .add_choice("size", [8, 16, 32, 64, 128, 256], ordered=True)
    )
    strategy = TunerFactory.create(TpeKind(seed=3, startup_trials=10), space, Objective())

    def score(params: dict) -> float:
        return -abs(params["shift"] - 1) - abs(params["size"] - 64) / 64 - abs(params["lr"] - 0.05)

    scores = []
    for number in range(60):
        params = strategy.ask()
        scores.append(score(params))
        strategy.tell(TrialRecord(number, params, TrialState.COMPLETE, scores[-1]))
    assert sum(scores[-20:]) / 20 > sum(scores[:10]) / 10
    resumed = TunerFactory.create(TpeKind(seed=3), space, Objective())
    records = [TrialRecord(0, params, TrialState.COMPLETE, score(params))]
    resumed.resume(records, asked=1)
    assert space.contains(resumed.ask())
