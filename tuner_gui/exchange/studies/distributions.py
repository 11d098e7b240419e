"""Optuna's distributions that hold all trials of a sweep; any thread.

Optuna wants one distribution a name, of one class, with the same choices in all trials of a study;
a space may have changed meanwhile. So each is made of the space and of what was tried.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.nesting import flatten
from tuner_gui.core.values import value_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from optuna.distributions import BaseDistribution
    from optuna.trial import FrozenTrial

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.core.values import ParamValue

_TAIL = 1e-9
"""The part of a bell, on each side, that its range does not hold."""


def study_value(value: ParamValue) -> Any:
    """Returns a value as a study keeps it: a list as JSON, since Optuna's choices are scalars."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def study_distributions(
    space: HyperParamSpace, records: Iterable[TrialRecord]
) -> tuple[dict[str, BaseDistribution], tuple[str, ...]]:
    """Returns a distribution for each parameter, and what they do not say.

    Args:
        space: of the sweep.
        records: its trials, some perhaps of an earlier space.
    """
    tried: dict[str, dict[Any, ParamValue]] = {}
    for record in records:
        for name, value in flatten(record.params).items():
            tried.setdefault(name, {})[value_key(value)] = value
    losses: list[str] = []
    distributions = {}
    for name in dict.fromkeys([*space.names, *tried]):
        kind = space[name].kind if name in space else None
        distributions[name] = _distribution(name, kind, list(tried.get(name, {}).values()), losses)
    if space.constraints:
        losses.append("The constraints of the space: Optuna's studies hold none.")
    return distributions, tuple(losses)


def other_parameter(
    there: Iterable[FrozenTrial], new: Iterable[FrozenTrial], *, has_fixed_choices: bool
) -> str:
    """Returns the first parameter of new trials that a study would not take; or nothing.

    Args:
        there: its trials.
        new: those to be added.
        has_fixed_choices: the study refuses other choices, too, and not only another kind.
    """
    from optuna.distributions import CategoricalDistribution, check_distribution_compatibility

    known: dict[str, BaseDistribution] = {}
    for trial in there:
        known |= trial.distributions
    added: dict[str, BaseDistribution] = {}
    for trial in new:
        added |= trial.distributions
    for name, kind in added.items():
        old = known.get(name, kind)
        if type(old) is type(kind) is CategoricalDistribution and not has_fixed_choices:
            continue
        try:
            check_distribution_compatibility(old, kind)
        except ValueError:
            return name
    return ""


def _distribution(
    name: str, kind: ParameterKind | None, tried: Sequence[ParamValue], losses: list[str]
) -> BaseDistribution:
    match kind:
        case Choice(values=values):
            if kind.weights is not None or kind.ordered:
                losses.append(f"{name}: Optuna's choices have no weights and no order.")
            return _categories([*values, *tried], name, losses)
        case Constant(value=value):
            return _categories([value, *tried], name, losses)
        case Normal() | LogNormal():
            losses.append(f"{name}: a bell; in the study it is the range that holds it.")
    numbers = [value for value in tried if _is_number(value)]
    if len(numbers) < len(tried) or (kind is None and not tried):
        return _categories(tried, name, losses)
    return _range(kind, numbers)


def _is_number(value: ParamValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _categories(values: Sequence[ParamValue], name: str, losses: list[str]) -> BaseDistribution:
    from optuna.distributions import CategoricalDistribution

    if any(isinstance(value, tuple) for value in values):
        losses.append(f"{name}: its lists are JSON in the study.")
    distinct = {value_key(value): value for value in values}
    return CategoricalDistribution([study_value(value) for value in distinct.values()] or [None])


def _range(kind: ParameterKind | None, tried: Sequence[Any]) -> BaseDistribution:
    from optuna.distributions import FloatDistribution, IntDistribution

    ends = [*_bounds(kind), *tried]
    low, high = min(ends), max(ends)
    is_log = bool(getattr(kind, "log", isinstance(kind, LogNormal))) and low > 0
    step = kind.step if isinstance(kind, Float | Int) and all(map(kind.contains, tried)) else None
    if _is_whole(kind, ends):
        whole = int(step or 1)
        end = int(high) - (int(high) - int(low)) % whole
        return IntDistribution(int(low), end, log=is_log, step=whole)
    if step is not None and isinstance(kind, Float):
        high = kind.value_at((kind.size or 1) - 1)
    return FloatDistribution(float(low), float(high), log=is_log, step=step)


def _is_whole(kind: ParameterKind | None, ends: Sequence[Any]) -> bool:
    if not (kind is None or isinstance(kind, Int)):
        return False
    return all(isinstance(value, int) for value in ends)


def _bounds(kind: ParameterKind | None) -> tuple[float, ...]:
    match kind:
        case Float(low=low, high=high) | Int(low=low, high=high):
            return (low, high)
        case Normal() | LogNormal():
            return (kind.sample(_TAIL), kind.sample(1 - _TAIL))
        case _:
            return ()
