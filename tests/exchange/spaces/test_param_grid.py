"""scikit-learn's `param_grid` and `param_distributions`, read without running them."""

from __future__ import annotations

import pytest

from tuner_gui import Choice, Constant, Float, GridKind, Int, LogNormal, Normal, RandomKind
from tuner_gui.exchange.spaces.result import SpaceFileError

SCRIPT = """
import numpy as np
import scipy.stats as stats
from scipy.stats import loguniform, randint
from sklearn.model_selection import RandomizedSearchCV

raise SystemExit("this is never run")
smallest = 2
param_distributions = {
    "C": loguniform(1e-3, 1e3),
    "l1_ratio": stats.uniform(0.25, scale=0.5),
    "depth": randint(smallest, 9),
    "bias": stats.norm(1, 0.5),
    "gain": stats.lognorm(0.25, scale=1),
    "alpha": np.logspace(-3, 0, 4),
    "tol": np.linspace(0.1, 0.3, num=3),
    "leaves": np.arange(10, 50, 10),
    "part": np.arange(0.0, 0.3, 0.1),
    "n_estimators": range(100, 501, 100),
    "max_features": [None, *range(1, 4)],
    "layers": [(64,), (64, 32)],
    "powers": [2**k for k in range(3, 6)],
    "more": [None] + list(range(2)),
    "criterion": ["gini"],
}
"""


def test_that_a_script_is_read_value_by_value(imported) -> None:
    found = imported(SCRIPT, "search.py")
    assert found.tool == "scikit-learn"
    assert {each.name: each.kind for each in found.space} == {
        "C": Float(1e-3, 1e3, log=True),
        "l1_ratio": Float(0.25, 0.75),
        "depth": Int(2, 8),
        "bias": Normal(1, 0.5),
        "gain": LogNormal(0, 0.25),
        "alpha": Choice([0.001, 0.01, 0.1, 1.0], ordered=True),
        "tol": Choice([0.1, 0.2, 0.3], ordered=True),
        "leaves": Int(10, 40, step=10),
        "part": Choice([0.0, 0.1, 0.2], ordered=True),
        "n_estimators": Int(100, 500, step=100),
        "max_features": Choice([None, 1, 2, 3]),
        "layers": Choice([(64,), (64, 32)]),
        "powers": Choice([8, 16, 32]),
        "more": Choice([None, 0, 1]),
        "criterion": Constant("gini"),
    }
    assert found.notes == ()
    assert found.hints.strategy == RandomKind()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{'C': [1, 10], 'kernel': ['rbf']}", "grid.txt"),
        ('{"C": [1, 10], "kernel": ["rbf"]}', "grid.json"),
        ("C: [1, 10]\nkernel: [rbf]\n", "grid.yaml"),
        ("param_grid = dict(C=[1, 10], kernel=['rbf'])", "grid.py"),
        ("colors = {'a': 1}\nparam_grid: dict = {'C': [1, 10], 'kernel': ('rbf',)}", "grid.py"),
        ("GridSearchCV(SVC(), param_grid={'C': [1, 10], 'kernel': ['rbf']}).fit(X, y)", "grid.py"),
        (
            "def f():\n    param_grid = {'C': [1, 10], **base}\nbase = {'kernel': ['rbf']}",
            "grid.py",
        ),
    ],
)
def test_that_a_grid_may_stand_there_in_many_ways(imported, text: str, name: str) -> None:
    found = imported(text, name)
    assert {each.name: each.kind for each in found.space} == {
        "C": Choice([1, 10]),
        "kernel": Constant("rbf"),
    }
    assert found.hints.strategy == GridKind()


UNION = """
param_grid = [
    {"kernel": ["rbf", "poly"], "gamma": loguniform(1e-4, 1), "C": [1, 10]},
    {"kernel": ["linear"], "C": [1, 10], "dual": [True, False]},
]
"""


def test_that_a_list_of_dicts_becomes_conditions(imported) -> None:
    found = imported(UNION, "grid.py")
    space = found.space
    assert {each.name: each.kind for each in space} == {
        "kernel": Choice(["rbf", "poly", "linear"]),
        "gamma": Float(1e-4, 1, log=True),
        "C": Choice([1, 10]),
        "dual": Choice([True, False]),
    }
    assert space.contains({"kernel": "poly", "gamma": 0.1, "C": 10})
    assert space.contains({"kernel": "linear", "C": 1, "dual": True})
    assert not space.contains({"kernel": "linear", "C": 1, "gamma": 0.1, "dual": True})
    assert found.notes == (
        "kernel: tells the dicts of the list apart; what only some have depends on it.",
        "kernel: random search draws its values alike, not the dicts of the list.",
    )


def test_that_a_union_has_the_points_that_scikit_learn_walks(imported) -> None:
    from sklearn.model_selection import ParameterGrid

    grid = [
        {"kernel": ["rbf", "poly"], "gamma": [0.1, 1.0], "C": [1, 10]},
        {"kernel": ["linear"], "C": [1, 10], "dual": [True, False]},
    ]
    space = imported(repr(grid), "grid.txt").space
    ours = [tuple(sorted(point.items())) for point in space.enumerate_grid()]
    assert sorted(ours) == sorted(tuple(sorted(point.items())) for point in ParameterGrid(grid))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "param_grid = [{'C': [1]}, {'C': [1, 2]}]",
            (
                "g.py: the dicts of the list have no parameter that tells them apart. "
                "Import the dicts one at a time, or give each a parameter such as kernel."
            ),
        ),
        (
            "param_grid = [{'k': [1], 'C': [1]}, {'k': [2], 'C': [3]}]",
            (
                "g.py: [1].C is not as in [0].C; here a parameter has one kind. "
                "Import the dicts one at a time, or give it the same values in all of them."
            ),
        ),
        (
            "param_grid = {'clf': [SVC(), Ridge()]}",
            (
                "g.py: param_grid.clf[0] has `SVC()`, which is not known here. Known are "
                "uniform, loguniform, randint, norm, lognorm, range, "
            ),
        ),
        (
            "param_grid = {'C': expon(scale=1)}",
            (
                "g.py: param_grid.C has `expon(scale=1)`, which is not known here. Known are "
                "uniform, loguniform, randint, norm, lognorm, range, "
            ),
        ),
        (
            "param_grid = {'C': values}",
            "g.py: param_grid.C has `values`, which a file cannot say without being run.",
        ),
        ("param_grid = {'C': [1], 'd': 3}", "g.py: d is 3, but must be a list of values or a "),
        ("param_grid = {'C': []}", "g.py: C: There are no values to choose from."),
        ("param_grid = {'C': randint(5, 5)}", "g.py: param_grid.C has `randint(5, 5)`: The range "),
        ("param_grid = {'C': uniform(0, 'x')}", "g.py: param_grid.C has `uniform(0, 'x')`: its "),
        ("param_grid = {'C': uniform(1, 2, 3)}", "g.py: param_grid.C has `uniform(1, 2, 3)`: it "),
        ("param_grid = {'C': loguniform(1)}", "g.py: param_grid.C has `loguniform(1)`: its b is "),
        ("param_grid = {'C': [1/0]}", "g.py: param_grid.C[0] has `1 / 0`, which cannot be worked"),
        (
            "param_grid = {'C': [10**10**10]}",
            "g.py: param_grid.C[0] has `10 ** 10 ** 10`, which cannot",
        ),
        ("param_grid = {'C': [x for x in range(10**9)]}", "g.py: param_grid.C has `[x for x in"),
        ("a = {'C': [1]}\nb = {'C': [2]}", "g.py: the script has several search spaces: a, b."),
        ("print(3)", "g.py: the script has no dict or list of dicts to search."),
        ("x = (", "g.py: line 1 is not Python."),
        ("a = a\nparam_grid = {'C': a}", "g.py: param_grid.C is too long or too deep to be worked"),
    ],
)
def test_that_what_cannot_be_said_is_one_sentence(imported, text: str, sentence: str) -> None:
    with pytest.raises(SpaceFileError) as caught:
        imported(text, "g.py")
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("call", ["tune.uniform", "np.random.uniform", "random.uniform"])
def test_that_calls_of_other_modules_are_not_taken_for_those_of_scipy(imported, call) -> None:
    """They take both ends, and scipy takes the start and the width."""
    with pytest.raises(SpaceFileError, match=rf"`{call}\(1, 10\)`, which is not known here"):
        imported(f"param_grid = {{'lr': {call}(1, 10), 'n': [1, 2]}}", "g.py")
