"""What a row becomes when its kind is changed: keeps what can be kept. No Qt; any thread."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.ui.chrome.numbers import number_text
from tuner_gui.ui.space.row_draft import RowDraft, float_text, new_row
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.values_text import value_text, values_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.row_draft import KindName

_MOST_LISTED = 8
_REACH = 2.0
"""A range and a bell stand for each other where the range goes so many deviations to each side."""
_DIGITS = 4


def with_kind(row: RowDraft, kind: KindName) -> RowDraft:
    """Returns the row as another kind.

    Texts that were typed stay. Fields that are still empty get what the old kind says: a range
    becomes the list of its numbers, a list of numbers the range around them. Mean and deviation
    always follow the old kind, for they mean something else beside every other one.
    """
    old = read_row(row).kind
    if kind in {"normal", "log_normal"}:
        return _as_bell(row, old, kind)
    seeds = _seeds(old, kind)
    fresh = new_row(row.key, row.name, kind)
    filled = {
        field: seeds.get(field) or fresh.text(field)
        for field in ("low", "high", "values", "constant")
        if not row.text(field).strip()
    }
    log = row.log or (isinstance(old, LogNormal) and kind == "float")
    return replace(row, kind=kind, log=log).with_texts(**filled)


def _seeds(old: ParameterKind | None, kind: KindName) -> dict[str, str]:
    values = _values(old)
    if not values:
        return {}
    if kind == "choice":
        return {"values": values_text(values)}
    if kind == "constant":
        middle = _short(old.sample(0.5)) if isinstance(old, Normal | LogNormal) else values[0]
        return {"constant": value_text(middle)}
    numbers = _numbers(values)
    if kind == "int":
        is_bell = isinstance(old, Normal | LogNormal)
        numbers = [round(x) if is_bell else x for x in numbers if is_bell or isinstance(x, int)]
    if not numbers:
        return {}
    write = float_text if isinstance(old, Normal | LogNormal) else value_text
    return {"low": write(min(numbers)), "high": write(max(numbers))}


def _values(kind: ParameterKind | None) -> tuple[ParamValue, ...]:
    match kind:
        case Choice(values=values):
            return values
        case Constant(value=value):
            return (value,)
        case Int() if (kind.size or 0) <= _MOST_LISTED:
            return tuple(kind.value_at(index) for index in range(kind.size or 0))
        case Int(low=low, high=high) | Float(low=low, high=high):
            return (low, high)
        case Normal() | LogNormal():
            return _range_of(kind)
        case _:
            return ()


def _numbers(values: Sequence[ParamValue]) -> list[int | float]:
    return [x for x in values if isinstance(x, int | float) and not isinstance(x, bool)]


def _range_of(kind: Normal | LogNormal) -> tuple[float, float]:
    """Returns the bounds, or what lies so far from the mean."""
    low, high = kind.mean - _REACH * kind.deviation, kind.mean + _REACH * kind.deviation
    if isinstance(kind, LogNormal):
        low, high = _exp(low), _exp(high)
    return (
        _short(low) if kind.low is None else kind.low,
        _short(high) if kind.high is None else kind.high,
    )


def _as_bell(row: RowDraft, old: ParameterKind | None, kind: KindName) -> RowDraft:
    is_log = kind == "log_normal"
    fresh = new_row(row.key, row.name, kind)
    mean, deviation = _bell_of(old, is_log=is_log) or (None, None)
    texts = {
        "mean": fresh.mean if mean is None else number_text(_short(mean)),
        "deviation": fresh.deviation if not deviation else number_text(_short(deviation)),
    }
    if is_log:
        number = getattr(old, "low", None)
        if isinstance(number, int | float) and number <= 0:
            texts["low"] = ""  # a log-normal number lies above 0 anyway
    return replace(row, kind=kind).with_texts(**texts)


def _bell_of(old: ParameterKind | None, *, is_log: bool) -> tuple[float, float] | None:
    """Returns mean and deviation that fit an old kind; deviation 0 where it says none."""
    match old:
        case Normal(mean=mean, deviation=deviation):
            if not is_log:
                return mean, deviation
            return (math.log(mean), deviation / mean) if mean > 0 else None
        case LogNormal(mean=mean, deviation=deviation):
            if is_log:
                return mean, deviation
            return _exp(mean), _exp(mean) * deviation
    numbers = _numbers(_values(old))
    if is_log:
        numbers = [math.log(number) for number in numbers if number > 0]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    return low / 2 + high / 2, (high - low) / 2 / _REACH


def _exp(exponent: float) -> float:
    return math.exp(max(-_MOST_EXPONENT, min(exponent, _MOST_EXPONENT)))


_MOST_EXPONENT = 690.0


def _short(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")
