"""What a strategy would try in a wide space, and what a long sweep has tried of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from tests.benchmarks.figures import Figure, median_ms
from tests.benchmarks.space_form import wide_space
from tuner_gui.core.domains import Float
from tuner_gui.core.kinds import GridKind, RandomKind, TpeKind, TunerKind
from tuner_gui.core.objective import Objective
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.insight.coverage import CoverageTally
from tuner_gui.insight.space_preview import PreviewOrder, preview
from tuner_gui.strategies.random_search import RandomStrategy

TRIALS = 100_000


def listed_space() -> HyperParamSpace:
    """The wide space with a grid: 200 parameters, 50 of them conditional."""
    return HyperParamSpace(
        Parameter(each.name, Float(1e-4, 1, log=True, points=4), each.conditions)
        if each.kind.size is None
        else each
        for each in wide_space()
    )


def fresh_preview(space: HyperParamSpace, kind: TunerKind) -> None:
    """As after an edit: nothing of the space has been counted."""
    preview(PreviewOrder(HyperParamSpace(space.parameters), kind, planned=200))


def long_sweep(space: HyperParamSpace) -> TrialStore:
    strategy = RandomStrategy(space, seed=1)
    asked = islice(iter(strategy.ask, None), TRIALS)
    return TrialStore.of(
        Objective(),
        (
            TrialRecord(number, params, TrialState.COMPLETE, number % 997 / 997)
            for number, params in enumerate(asked)
            if params is not None
        ),
    )


def measure() -> Iterator[Figure]:
    listed = listed_space()
    for kind, space in ((GridKind(), listed), (RandomKind(), wide_space())):
        cost = median_ms(partial(fresh_preview, space, kind))
        yield Figure(f"200 parameters, 50 conditional: preview of {kind.title}", cost, "ms", 50)
    cost = median_ms(partial(fresh_preview, wide_space(), TpeKind()))
    yield Figure("the same of TPE (Optuna's own cost, 3,500 suggestions)", cost, "ms")
    six = HyperParamSpace(wide_space().parameters[:6])
    store = long_sweep(six)
    cost = median_ms(lambda: CoverageTally(six).update(store))
    yield Figure("100,000 trials, 6 parameters: coverage, its first step", cost, "ms", 8)
    tally = CoverageTally(six)
    while tally.is_behind(store):
        tally.update(store)
    yield Figure("the same, brought up to date", median_ms(lambda: tally.update(store)), "ms", 2)
