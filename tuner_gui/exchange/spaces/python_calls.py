"""What the calls in a Python search space stand for: scipy, numpy, Optuna; any thread."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

from tuner_gui.core.domains import Choice, Float, Int, LogNormal, Normal
from tuner_gui.core.ranges import is_finite_number

_MOST_POINTS = 1_000

Call: TypeAlias = Callable[[list[Any], dict[str, Any]], Any]


class CallError(Exception):
    """A call means nothing here; the message says why."""


def _arguments(
    names: str, arguments: list[Any], keywords: dict[str, Any], **defaults: Any
) -> list[Any]:
    """The arguments of a call in the order of its names; those without a default must be there."""
    order = names.split()
    if len(arguments) > len(order):
        raise CallError(f"it takes at most {len(order)} arguments.")
    given = {**dict(zip(order, arguments, strict=False)), **keywords}
    if unknown := [name for name in given if name not in order]:
        raise CallError(f"it takes no {unknown[0]}.")
    found = {**defaults, **given}
    if missing := [name for name in order if name not in found]:
        raise CallError(f"its {missing[0]} is missing.")
    for name in order:
        if found[name] is not None and not is_finite_number(found[name]):
            if isinstance(found[name], bool) and name in {"log", "endpoint"}:
                continue
            raise CallError(f"its {name} is not a number.")
    return [found[name] for name in order]


def _range(arguments: list[Any], keywords: dict[str, Any]) -> Int:
    if keywords or not 1 <= len(arguments) <= 3:
        raise CallError("it takes one to three whole numbers.")
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in arguments):
        raise CallError("it takes whole numbers.")
    try:
        return _int_steps(range(*arguments))
    except ValueError:
        raise CallError("its step is 0.") from None


def _int_steps(values: range) -> Int:
    if not values:
        raise CallError("it is empty.")
    low, high = sorted((values[0], values[-1]))
    return Int(low, high, step=None if abs(values.step) == 1 else abs(values.step))


def _arange(arguments: list[Any], keywords: dict[str, Any]) -> Int | Choice:
    keywords.pop("dtype", None)
    if len(arguments) == 1 and not keywords:
        arguments = [0, *arguments]
    start, stop, step = _arguments("start stop step", arguments, keywords, step=1)
    if all(isinstance(each, int) for each in (start, stop, step)) and step != 0:
        return _int_steps(range(start, stop, step))
    if step == 0:
        raise CallError("its step is 0.")
    count = math.ceil((stop - start) / step)
    return _points([start + place * step for place in range(_count(count))])


def _linspace(arguments: list[Any], keywords: dict[str, Any]) -> Choice:
    start, stop, count, ends = _arguments(
        "start stop num endpoint", arguments, keywords, num=50, endpoint=True
    )
    return _points(_spread(start, stop, count, has_end=bool(ends)))


def _logspace(arguments: list[Any], keywords: dict[str, Any]) -> Choice:
    start, stop, count, ends, base = _arguments(
        "start stop num endpoint base", arguments, keywords, num=50, endpoint=True, base=10.0
    )
    exponents = _spread(start, stop, count, has_end=bool(ends))
    try:
        return _points([float(base) ** exponent for exponent in exponents])
    except OverflowError:
        raise CallError("its numbers are too large.") from None


def _geomspace(arguments: list[Any], keywords: dict[str, Any]) -> Choice:
    start, stop, count = _arguments("start stop num", arguments, keywords, num=50)
    if start <= 0 or stop <= 0:
        raise CallError("its ends must be above 0.")
    ends = [float(start), *([float(stop)] if count > 1 else [])]
    exponents = _spread(math.log10(start), math.log10(stop), count, has_end=True)
    return _points([ends[0], *(10.0**each for each in exponents[1:-1]), *ends[1:]])


def _spread(start: float, stop: float, count: float, *, has_end: bool) -> list[float]:
    number = _count(count)
    gaps = max(1, number - 1 if has_end else number)
    points = [start + (stop - start) * (place / gaps) for place in range(number)]
    if has_end and number > 1:
        points[-1] = float(stop)
    return [float(point) for point in points]


def _count(count: float) -> int:
    if count != math.floor(count) or not 1 <= count <= _MOST_POINTS:
        raise CallError(f"it has {count:g} values; there may be 1 to {_MOST_POINTS:,}.")
    return int(count)


def _points(values: list[float]) -> Choice:
    """Numbers in order, rounded as a person writes them: 0.3, not 0.30000000000000004."""
    rounded = [_short(value) for value in values]
    if any(isinstance(value, complex) for value in rounded):
        raise CallError("its numbers are not real.")
    distinct = list(dict.fromkeys(rounded))
    return Choice(distinct, ordered=True)


def _short(value: float) -> float:
    return float(f"{value:.15g}") if isinstance(value, float) else value


def _listed(arguments: list[Any], keywords: dict[str, Any]) -> Any:
    keywords.pop("dtype", None)
    if len(arguments) != 1 or keywords:
        raise CallError("it takes one list.")
    return arguments[0]


def _uniform(arguments: list[Any], keywords: dict[str, Any]) -> Float:
    location, scale = _arguments("loc scale", arguments, keywords, loc=0.0, scale=1.0)
    _require_scale(scale)
    return Float(location, location + scale)


def _log_uniform(arguments: list[Any], keywords: dict[str, Any]) -> Float:
    low, high, location, scale = _arguments(
        "a b loc scale", arguments, keywords, loc=0.0, scale=1.0
    )
    _require_scale(scale)
    if location != 0:
        raise CallError("a logarithmic range cannot be shifted by loc.")
    return Float(low * scale, high * scale, log=True)


def _randint(arguments: list[Any], keywords: dict[str, Any]) -> Int:
    low, high, location = _arguments("low high loc", arguments, keywords, loc=0)
    return Int(low + location, high + location - 1)


def _norm(arguments: list[Any], keywords: dict[str, Any]) -> Normal:
    mean, deviation = _arguments("loc scale", arguments, keywords, loc=0.0, scale=1.0)
    return Normal(mean, deviation)


def _truncnorm(arguments: list[Any], keywords: dict[str, Any]) -> Normal:
    low, high, mean, deviation = _arguments(
        "a b loc scale", arguments, keywords, loc=0.0, scale=1.0
    )
    return Normal(mean, deviation, mean + low * deviation, mean + high * deviation)


def _lognorm(arguments: list[Any], keywords: dict[str, Any]) -> LogNormal:
    shape, location, scale = _arguments("s loc scale", arguments, keywords, loc=0.0, scale=1.0)
    _require_scale(scale)
    if location != 0:
        raise CallError("a log-normal distribution cannot be shifted by loc.")
    return LogNormal(math.log(scale), shape)


def _require_scale(scale: float) -> None:
    if scale <= 0:
        raise CallError("its scale must be above 0.")


def _optuna_float(arguments: list[Any], keywords: dict[str, Any]) -> Float:
    low, high, log, step = _arguments(
        "low high log step", arguments, keywords, log=False, step=None
    )
    return Float(low, high, bool(log), step)


def _optuna_int(arguments: list[Any], keywords: dict[str, Any]) -> Int:
    low, high, log, step = _arguments("low high log step", arguments, keywords, log=False, step=1)
    return Int(low, high, bool(log), None if step == 1 else step)


def _optuna_choice(arguments: list[Any], keywords: dict[str, Any]) -> Any:
    return _listed([*arguments, *keywords.values()], {})


def _dict(arguments: list[Any], keywords: dict[str, Any]) -> dict[str, Any]:
    if arguments:
        raise CallError("it takes names with values.")
    return keywords


CALLS: dict[str, Call] = {
    "range": _range,
    "arange": _arange,
    "linspace": _linspace,
    "logspace": _logspace,
    "geomspace": _geomspace,
    "list": _listed,
    "tuple": _listed,
    "array": _listed,
    "dict": _dict,
    "uniform": _uniform,
    "loguniform": _log_uniform,
    "reciprocal": _log_uniform,
    "randint": _randint,
    "norm": _norm,
    "truncnorm": _truncnorm,
    "lognorm": _lognorm,
    "FloatDistribution": _optuna_float,
    "IntDistribution": _optuna_int,
    "CategoricalDistribution": _optuna_choice,
}
"""By the last part of the name that is called."""
