"""The factory: a table that installed packages extend."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.contracts.strategy_contract import take
from tuner_gui import (
    CmaKind,
    ExtensionKind,
    GridKind,
    HyperParamSpace,
    QmcKind,
    RandomKind,
    TpeKind,
    TrialRecord,
    TrialState,
    TunerFactory,
    TunerKind,
    TuningError,
)

SPACE = HyperParamSpace().add_int("x", 1, 3)


def test_that_an_unknown_strategy_is_named() -> None:
    with pytest.raises(TuningError, match="The strategy annealing is not known here"):
        TunerFactory.create(ExtensionKind(kind="annealing"), SPACE)


def test_that_a_subclass_of_a_kind_is_made_as_the_kind_is() -> None:
    class MyRandom(RandomKind):
        pass

    mine = TunerFactory.create(MyRandom(5), SPACE)
    assert take(mine, 20) == take(TunerFactory.create(RandomKind(5), SPACE), 20)


@pytest.mark.parametrize(
    "kind",
    [
        GridKind(shuffle=True),
        GridKind(coarse_first=True),
        RandomKind(),
        QmcKind(),
        TpeKind(startup_trials=3),
        CmaKind(startup_trials=3),
    ],
    ids=repr,
)
def test_that_a_seed_may_be_negative(kind: TunerKind) -> None:
    space = SPACE.add_int("y", 1, 9)
    strategy = TunerFactory.create(kind.seeded(-7), space)
    first = strategy.ask()
    assert first is not None
    strategy.tell(TrialRecord(0, first, TrialState.COMPLETE, 1.0))
    assert len(take(strategy, 100)) == 26  # small enough for CMA to begin anew
    resumed = TunerFactory.create(kind.seeded(-7), space)
    resumed.resume([], 2)
    assert space.contains(resumed.ask())


@pytest.mark.parametrize("other", ["random", None, RandomKind])
def test_that_what_is_no_kind_is_refused(other: object) -> None:
    with pytest.raises(TuningError, match="is no kind of strategy"):
        TunerFactory.create(other, SPACE)


def test_that_an_installed_package_adds_a_strategy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plugged.py").write_text(
        "class Lowest:\n"
        "    def __init__(self, kind, space, objective):\n"
        "        self.params = {'x': kind.options['x']}\n"
        "    def ask(self):\n"
        "        return self.params\n"
        "    def tell(self, record):\n"
        "        pass\n"
    )
    info = tmp_path / "plugged-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[tuner_gui.strategies]\nlowest = plugged:Lowest\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    strategy = TunerFactory.create(ExtensionKind(kind="lowest", options={"x": 1}), SPACE)
    assert strategy.ask() == {"x": 1}
    sys.modules.pop("plugged")
