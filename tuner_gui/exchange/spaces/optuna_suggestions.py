"""The call that suggests one parameter to a trial of Optuna, as Python; any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal

if TYPE_CHECKING:
    from tuner_gui.core.domains import ParameterKind

_SMALLEST, _LARGEST = 1e-300, 1e300
"""A log-normal number is drawn between these."""


def is_by_place(kind: Choice) -> bool:
    """Says whether Optuna gets the place of a value in its list instead of the value.

    It keeps the order of values, tells True from 1, and takes lists as values only so.
    """
    distinct = {value for value in kind.values if not isinstance(value, tuple)}
    return kind.ordered or len(distinct) < len(kind.values)


def suggestion(name: str, kind: ParameterKind) -> str:
    """Returns the expression of a parameter's value."""
    match kind:
        case Constant(value=value):
            return repr(value)
        case Choice():
            return _choice(name, kind)
        case Int():
            step = f", step={kind.step}" if kind.step not in (None, 1) else ""
            log = ", log=True" if kind.log else ""
            high = kind.value_at((kind.size or 1) - 1)
            return f"trial.suggest_int({name!r}, {kind.low!r}, {high!r}{step}{log})"
        case Float():
            return _float(name, kind)
        case Normal():
            return _bell(name, kind.mean, kind.deviation, kind.low, kind.high)
        case LogNormal():
            return _log_normal(name, kind)
        case never:
            assert_never(never)


def _choice(name: str, kind: Choice) -> str:
    values = list(kind.values)
    if not is_by_place(kind):
        return f"trial.suggest_categorical({name!r}, {values!r})"
    if kind.ordered:
        return f"{values!r}[trial.suggest_int({name!r}, 0, {len(values) - 1})]"
    places = f"trial.suggest_categorical({name!r}, list(range({len(values)})))"
    return f"{values!r}[{places}]"


def _float(name: str, kind: Float) -> str:
    log = ", log=True" if kind.log else ""
    if kind.step is None or kind.low == kind.high:
        return f"trial.suggest_float({name!r}, {kind.low!r}, {kind.high!r}{log})"
    high = kind.value_at((kind.size or 1) - 1)
    call = f"trial.suggest_float({name!r}, {kind.low!r}, {high!r}, step={kind.step!r})"
    # the sampler adds steps up: 0.30000000000000004 instead of 0.3
    places = max(_decimals(kind.low), _decimals(kind.step))
    return f"round({call}, {places})"


def _decimals(number: float) -> int:
    from decimal import Decimal

    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _bell(name: str, mean: float, deviation: float, low: float | None, high: float | None) -> str:
    part = f"trial.suggest_float({name!r}, 0.0, 1.0)"
    bounds = "" if low is None and high is None else f", {low!r}, {high!r}"
    return f"_bell({part}, {mean!r}, {deviation!r}{bounds})"


def _log_normal(name: str, kind: LogNormal) -> str:
    low, high = (None if end is None else math.log(end) for end in (kind.low, kind.high))
    exponent = _bell(name, kind.mean, kind.deviation, low, high)
    ends = f"{kind.low or _SMALLEST!r}, {kind.high or _LARGEST!r}"
    return f"_between(math.exp(min({exponent}, {math.log(_LARGEST)!r})), {ends})"
