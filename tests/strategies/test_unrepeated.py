"""Nothing is tried twice, unless asked; and what cannot be helped is counted."""

from __future__ import annotations

import pytest

from tests.contracts.strategy_contract import finished, take
from tuner_gui import (
    CmaKind,
    HyperParamSpace,
    QmcKind,
    RandomKind,
    TpeKind,
    TrialState,
    TunerFactory,
    TunerKind,
)
from tuner_gui.strategies.unrepeated import UnrepeatedStrategy

COIN = HyperParamSpace().add_choice("side", ["heads", "tails"])
SAMPLING = [RandomKind, QmcKind, TpeKind, CmaKind]


@pytest.mark.parametrize("kind", SAMPLING)
def test_that_repeats_are_given_and_counted_where_they_are_asked_for(kind: type) -> None:
    strategy = TunerFactory.create(kind(seed=1, repeats=True), COIN)
    for number in range(30):
        strategy.tell(finished(number, strategy.ask(), TrialState.FAILED))
    assert strategy.duplicates == 28


@pytest.mark.parametrize("kind", [RandomKind(seed=4), QmcKind(seed=4)])
def test_that_a_resumed_sweep_is_the_one_that_was_not_interrupted(kind: TunerKind) -> None:
    space = HyperParamSpace().add_int("a", 1, 7).add_int("b", 1, 7)
    whole = take(TunerFactory.create(kind, space), 45)
    assert len({repr(params) for params in whole}) == 45
    resumed = TunerFactory.create(kind, space)
    resumed.resume(
        [finished(i, params, TrialState.FAILED) for i, params in enumerate(whole[:20])], 20
    )
    assert take(resumed, 12) == whole[20:32]


class Stubborn:
    """Gives the same for ever."""

    def ask(self) -> dict:
        return {"x": 0.5}

    def tell(self, record: object) -> None:
        pass


def test_that_a_draw_takes_the_place_of_what_a_strategy_insists_on() -> None:
    space = HyperParamSpace().add_float("x", 0, 1)
    strategy = UnrepeatedStrategy(Stubborn(), space)
    drawn = [params["x"] for params in take(strategy, 20)]
    assert drawn[0] == 0.5
    assert len(set(drawn)) == 20
    assert strategy.duplicates == 0


def test_that_a_duplicate_which_cannot_be_helped_is_given_and_counted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    space = HyperParamSpace().add_float("x", 0.5, 0.5 + 2e-16)  # three numbers, and no step
    strategy = UnrepeatedStrategy(Stubborn(), space)
    drawn = take(strategy, 10)
    assert len(drawn) == 10
    assert strategy.duplicates == 7
    assert caplog.text.count("not tried before") == 1


def test_that_values_without_weight_are_never_left_over() -> None:
    space = HyperParamSpace().add_choice("x", [1, 2, 3], weights=[1, 0, 1])
    strategy = TunerFactory.create(RandomKind(seed=1), space)
    assert sorted(params["x"] for params in take(strategy, 10)) == [1, 3]
