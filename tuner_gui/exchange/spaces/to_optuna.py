"""Writes a space as a Python function that suggests it to a trial of Optuna; any thread."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.values import value_key
from tuner_gui.exchange.spaces.faults import shortened
from tuner_gui.exchange.spaces.losses import Losses
from tuner_gui.exchange.spaces.optuna_relations import Relation
from tuner_gui.exchange.spaces.optuna_suggestions import is_by_place, suggestion
from tuner_gui.exchange.spaces.result import ExportedSpace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Condition, Parameter
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue
    from tuner_gui.exchange.spaces.result import SetupHints

_INDENT = "    "
_LARGEST_EXACT = 2**53

_BELL = '''
def _bell(part, mean, deviation, low=None, high=None):
    """Returns the number below which this part of a normal distribution lies."""
    if low is not None and low > mean:  # looked at from the other side, where it is exact
        above = None if high is None else -high
        return -_bell(1.0 - part, -mean, deviation, above, -low)
    bell = NormalDist(mean, deviation)
    start = 0.0 if low is None else bell.cdf(low)
    end = 1.0 if high is None else bell.cdf(high)
    tail = 2.0**-53
    value = bell.inv_cdf(min(max(start + part * (end - start), tail), 1.0 - tail))
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)
'''
_BETWEEN = '''
def _between(value, low, high):
    """Returns the number, moved between its bounds."""
    return min(max(value, low), high)
'''
_SAFELY = '''
def _safely(compute, *values):
    """Returns NaN for what cannot be computed; no comparison with that holds."""
    try:
        return math.nan if any(value != value for value in values) else compute(*values)
    except (ArithmeticError, ValueError):
        return math.nan
'''
_NEST = '''
def _nest(flat):
    """Returns nested dicts for dotted names."""
    params = {}
    for name, value in flat.items():
        *groups, leaf = name.split(".")
        inner = params
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[leaf] = value
    return params
'''


def optuna_text(space: HyperParamSpace, _hints: SetupHints) -> ExportedSpace:
    """Returns the source of a function `suggest_parameters(trial)`."""
    losses = Losses("Optuna")
    relations = [Relation(constraint.text) for constraint in space.constraints]
    body = [
        *_suggestions(space, losses),
        *(line for relation in relations for line in _check(relation, space)),
        "return _nest(flat)" if _has_groups(space) else "return flat",
    ]
    code = "".join(f"{_INDENT}{line}\n" for line in body)
    pieces = "\n".join(text for name, text in _PIECES.items() if f"{name}(" in code)
    imports = "".join(line for mark, line in _IMPORTS.items() if mark in f"{pieces}{code}")
    head = [_comments(losses), imports, pieces, f"{_SIGNATURE}{code}"]
    text = "\n\n".join(part.strip("\n") + "\n" for part in head if part)
    return ExportedSpace(text.replace("\n\n\nimport", "\n\nimport"), tuple(losses.sentences))


_PIECES = {"_bell": _BELL, "_between": _BETWEEN, "_safely": _SAFELY, "_nest": _NEST}
_IMPORTS = {
    "math.": "import math\n",
    "operator.": "import operator\n",
    "NormalDist(": "from statistics import NormalDist\n",
    "optuna.Trial": "\nimport optuna\n",
}
"""By what shows that they are needed."""
_SIGNATURE = '''def suggest_parameters(trial):
    """Returns the parameters of a trial, suggested by Optuna."""
'''


def _comments(losses: Losses) -> str:
    lines = ["A search space for Optuna, written by tuner-gui.", ""]
    lines += ["Call it in an objective: params = suggest_parameters(trial)"]
    lines += [f"Not quite as it was: {each}" for each in losses.sentences]
    return "".join(f"# {shortened(line, 500)}".rstrip() + "\n" for line in lines)


def _has_groups(space: HyperParamSpace) -> bool:
    return any("." in name for name in space.names)


def _suggestions(space: HyperParamSpace, losses: Losses) -> list[str]:
    lines = ["flat = {}"]
    for conditions, parameters in groupby(space, key=lambda each: each.conditions):
        indent = ""
        if conditions:
            lines.append(f"if {_test(conditions, space)}:")
            indent = _INDENT
        for parameter in parameters:
            _tell_losses(parameter, losses)
            line = f"flat[{parameter.name!r}] = {suggestion(parameter.name, parameter.kind)}"
            lines.append(f"{indent}{line}")
    return lines


def _tell_losses(parameter: Parameter, losses: Losses) -> None:
    name, kind = parameter.name, parameter.kind
    losses.add_disabled(parameter)
    match kind:
        case Choice():
            if kind.weights is not None:
                losses.add(name, "its weights are left out; Optuna suggests its values alike.")
            if is_by_place(kind):
                losses.add(name, "Optuna's study records the place of its value in the list.")
        case Float():
            losses.add_points(name, kind)
        case Normal() | LogNormal():
            losses.add(name, "Optuna's study records the part of the bell below it, 0 to 1.")
        case Int() if max(abs(kind.low), abs(kind.high)) > _LARGEST_EXACT:
            losses.add(name, "Optuna rounds numbers as large as these.")


def _test(conditions: Iterable[Condition], space: HyperParamSpace) -> str:
    return " and ".join(_holds(condition, space[condition.parent]) for condition in conditions)


def _holds(condition: Condition, parent: Parameter) -> str:
    own = {value_key(value): value for value in _values_of(parent.kind)}
    values = tuple(own.get(value_key(value), value) for value in condition.values)
    found = f"flat[{parent.name!r}]"
    if any(map(_has_bool, (*values, *own.values()))):  # True is 1 to Python, but not here
        found, values = f"repr({found})", tuple(map(repr, values))
    test = f"{found} == {values[0]!r}" if len(values) == 1 else f"{found} in {values!r}"
    return f"{parent.name!r} in flat and {test}" if parent.conditions else test


def _values_of(kind: ParameterKind) -> tuple[ParamValue, ...]:
    match kind:
        case Choice(values=values):
            return values
        case Constant(value=value):
            return (value,)
        case _:
            return ()


def _has_bool(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, tuple) and any(map(_has_bool, value)))


def _check(relation: Relation, space: HyperParamSpace) -> list[str]:
    maybe = [name for name in relation.names if space[name].conditions]
    test = " and ".join([*(f"{name!r} in flat" for name in maybe), f"not ({relation.code})"])
    return [f"if {test}:", f"{_INDENT}raise optuna.TrialPruned({relation.text!r})"]
