"""The exported function, run as it is by a real study of Optuna."""

from __future__ import annotations

import math
import operator
from collections import Counter
from typing import Any

import optuna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import spaces
from tuner_gui import HyperParamSpace
from tuner_gui.core.constraints import Constraint
from tuner_gui.exchange.spaces.exporting import export_space
from tuner_gui.exchange.spaces.optuna_relations import Relation

SPACE = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest", None])
    .add_float("svm.C", 1e-3, 1e3, log=True, when={"model": "svm"})
    .add_choice("svm.kernel", ["rbf", "linear"], when={"model": "svm"})
    .add_float("svm.gamma", 1e-4, 1, log=True, when={"svm.kernel": "rbf"})
    .add_int("forest.depth", 2, 17, step=3, when={"model": ["forest", None]})
    .add_int("units", 1, 200, log=True)
    .add_float("rate", 0.1, 0.75, step=0.1)
    .add_choice("mixed", [True, 1, 0, False, [1, True]])
    .add_constant("only_true", "yes", when={"mixed": [True]})
    .add_constant("only_one", 1, when={"mixed": [1, [1, True]]})
    .add_choice("size", ["s", "m", "l"], ordered=True)
    .add_normal("bell", 1, 2)
    .add_normal("cut", 0, 1, low=3, high=4)
    .add_normal("half", 0, 1, high=0)
    .add_log_normal("gain", -2, 1.5, low=0.01)
    .add_constant("group.note", "a 'text'")
    .add_constraint("forest.depth <= units")
    .add_constraint("rate / bell != 3 or log(svm.C) > max(bell, 0)")
)


@pytest.fixture(autouse=True)
def quiet() -> None:
    optuna.logging.set_verbosity(optuna.logging.WARNING)


def suggester(space: HyperParamSpace) -> Any:
    found: dict[str, Any] = {}
    exec(export_space(space, "optuna").text, found)
    return found["suggest_parameters"]


@pytest.mark.parametrize("sampler", [optuna.samplers.RandomSampler, optuna.samplers.TPESampler])
def test_that_everything_it_suggests_is_in_the_space(sampler: Any) -> None:
    suggest, seen = suggester(SPACE), Counter()

    def objective(trial: optuna.Trial) -> float:
        params = suggest(trial)
        assert SPACE.contains(params), params
        seen[params["model"], repr(params["mixed"])] += 1
        return float(params["rate"])

    study = optuna.create_study(sampler=sampler(seed=1))
    study.optimize(objective, n_trials=300)
    states = Counter(trial.state.name for trial in study.get_trials(deepcopy=False))
    assert states.keys() == {"COMPLETE", "PRUNED"}
    assert states["COMPLETE"] > 100
    if sampler is optuna.samplers.RandomSampler:
        assert len(seen) == 15


@given(spaces(finite=False), st.integers(0, 9))
def test_that_any_space_can_be_suggested(space: HyperParamSpace, seed: int) -> None:
    suggest = suggester(space)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))
    for _ in range(5):
        try:
            params = suggest(study.ask())
        except optuna.TrialPruned:
            assert space.constraints
        else:
            assert space.contains(params)


def test_that_bells_are_drawn_as_they_are_here() -> None:
    space = (
        HyperParamSpace()
        .add_normal("bell", 1, 2, low=0)
        .add_normal("far", 0, 1, low=6)
        .add_log_normal("gain", -2, 1.5, high=3)
    )
    suggest = suggester(space)
    for part in (0.0, 1e-9, 0.3, 0.5, 0.999, 1 - 2**-53):
        trial = optuna.trial.FixedTrial(dict.fromkeys(space.names, part))
        for name, value in suggest(trial).items():
            assert math.isclose(value, space[name].kind.sample(part), rel_tol=1e-12), (name, part)


RELATIONS = [
    "a < b",
    "a / b <= 1",
    "not a / b > 1",
    "a // b != 2 and {c-d} < 3",
    "a % 2 == 0 or b % {c-d} == 0",
    "log(a) < log(b) < 3",
    "a ** b != 1",
    "min(a / b, 1) < max(b, log({c-d}), 0)",
    "abs(-a) + b * 2 - {c-d} >= 1 != b",
    "1 < a and{c-d}<3",
    "name_0 < name_1",
    "name_1 < name_0",
]


@pytest.mark.parametrize("text", RELATIONS)
@given(st.data())
def test_that_a_constraint_means_the_same_as_python(text: str, data: st.DataObject) -> None:
    constraint, relation = Constraint(text), Relation(text)
    numbers = st.integers(-3, 4) | st.sampled_from([0.0, 0.5, -1.5, 1e-300, 1e300])
    flat = {name: data.draw(numbers) for name in constraint.names}
    names = {"flat": flat, "math": math, "operator": operator}
    exec(export_space(DIVIDING, "optuna").text.partition("def suggest")[0], names)
    assert bool(eval(relation.code, names)) == constraint.holds(flat)


DIVIDING = HyperParamSpace().add_int("a", 0, 2).add_int("b", 0, 2).add_constraint("a / b < 1")


def test_that_a_broken_constraint_prunes_the_trial() -> None:
    suggest = suggester(DIVIDING)
    with pytest.raises(optuna.TrialPruned, match="a / b < 1"):
        suggest(optuna.trial.FixedTrial({"a": 2, "b": 0}))
    assert suggest(optuna.trial.FixedTrial({"a": 1, "b": 2})) == {"a": 1, "b": 2}
