"""The distributions of a W&B sweep as kinds of parameters; any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.domains import Constant, Float, Int, LogNormal, Normal
from tuner_gui.exchange.spaces.builder import choice_of, plain_value
from tuner_gui.exchange.spaces.faults import SpaceFault, described, placed
from tuner_gui.exchange.spaces.rounding import (
    exact,
    log_part_below,
    multiples_between,
    require_order,
    require_step,
    rounded_choice,
    stepped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.exchange.spaces.builder import SpaceBuilder
    from tuner_gui.exchange.spaces.fields import Fields

_Reader: TypeAlias = "Callable[[Fields, SpaceBuilder], ParameterKind]"

_WIDEST = 4.0
"""So many deviations of a rounded bell are written out."""


def kind_of(fields: Fields, builder: SpaceBuilder, *, is_grid: bool) -> ParameterKind:
    """Returns the kind of a parameter; `distribution` may be missing where W&B infers it.

    Raises:
        SpaceFault: a field is wrong.
    """
    name = fields.text("distribution") or _inferred(fields)
    if name == "q_uniform" and is_grid:
        return _grid_steps(fields)
    reader = _READERS.get(name)
    if reader is None:
        raise SpaceFault(
            fields.at("distribution"), f"is {described(name)}, which W&B does not have."
        )
    with placed(fields.place):
        return reader(fields, builder)


def _inferred(fields: Fields) -> str:
    if "value" in fields:
        return "constant"
    if "values" in fields:
        return "categorical"
    if "min" in fields and "max" in fields:
        ends = (fields.get("min"), fields.get("max"))
        return "int_uniform" if all(map(_is_whole, ends)) else "uniform"
    raise SpaceFault(
        fields.place, "has neither value, values, min and max, nor parameters.", "Name one of them."
    )


def _is_whole(end: object) -> bool:
    is_text = isinstance(end, str) and end.strip().lstrip("+-").isdecimal()
    return type(end) is int or is_text


def _constant(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    return Constant(plain_value(fields.need("value"), fields.at("value")))


def _categorical(fields: Fields, builder: SpaceBuilder) -> ParameterKind:
    values = fields.list_("values")
    if "probabilities" not in fields:
        return choice_of(values, builder, name=fields.label, place=fields.at("values"))
    inner = fields.at("probabilities")
    listed = fields.list_("probabilities")
    weights = [fields.as_number(each, "probabilities") for each in listed]
    if any(weight < 0 for weight in weights):
        raise SpaceFault(inner, "has a probability below 0.")
    return choice_of(values, builder, name=fields.label, place=fields.at("values"), weights=weights)


def _int_uniform(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    low, high = fields.number("min"), fields.number("max")
    require_order(low, high, fields.place)
    return Int(_whole(fields, "min", low), _whole(fields, "max", high))


def _whole(fields: Fields, key: str, number: float) -> int:
    if number != math.floor(number):
        raise SpaceFault(fields.at(key), f"is {number:g}, but must be a whole number.")
    return int(number)


def _uniform(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    low, high = fields.number("min"), fields.number("max")
    require_order(low, high, fields.place)
    return Float(low, high)


def _log_range(fields: Fields, *, exponents: bool, inverse: bool = False) -> Float:
    low, high = fields.number("min"), fields.number("max")
    require_order(low, high, fields.place)
    if not exponents:
        return Float(low, high, log=True)
    if inverse:
        low, high = -high, -low
    try:
        ends = math.exp(low), math.exp(high)
    except OverflowError:
        raise SpaceFault(
            fields.at("max"), f"is the exponent {high:g}, which is too large."
        ) from None
    if ends[0] == 0:
        raise SpaceFault(fields.at("min"), f"is the exponent {low:g}, which is too small.")
    fields.note(
        "min and max are exponents of e, which W&B no longer accepts; the range is from "
        f"{ends[0]:g} to {ends[1]:g}."
    )
    low, high = (float(f"{end:.12g}") for end in ends)
    return Float(low, high, log=True)


def _q(fields: Fields) -> tuple[float, bool]:
    """The step, and whether what is rounded to it is a whole number."""
    q = fields.number("q", 1)
    require_step(q, fields.at("q"))
    return q, isinstance(q, int)


def _q_uniform(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    low, high = fields.number("min"), fields.number("max")
    q, is_whole = _q(fields)
    multiples = multiples_between(low, high, q, fields.place)
    first, last, step = multiples
    reached = round(exact(low) / step) * step, round(exact(high) / step) * step
    kind = stepped(multiples, is_whole=is_whole)
    if reached == (first, last):
        fields.note("q_uniform draws its ends half as often in W&B; here all are drawn alike.")
    else:
        fields.note(
            f"q_uniform may leave [min, max] in W&B; here it is clipped to {float(first):g} … "
            f"{float(last):g}."
        )
    return kind


def _grid_steps(fields: Fields) -> ParameterKind:
    """W&B walks `arange(min, max, q)`."""
    low, high = fields.number("min"), fields.number("max")
    q, _ = _q(fields)
    count = math.ceil((exact(high) - exact(low)) / exact(q))
    if count < 1:
        raise SpaceFault(fields.place, f"has no steps between {low:g} and {high:g}.")
    last = exact(low) + (count - 1) * exact(q)
    fields.note(
        f"a grid over q_uniform leaves max out in W&B, so the last step is {float(last):g}."
    )
    with placed(fields.place):
        if all(isinstance(each, int) for each in (low, high, q)):
            return Int(int(low), int(last), step=None if q == 1 else int(q))
        return Float(low, float(last), step=None if count == 1 else float(q))


def _q_log(fields: Fields, *, exponents: bool) -> ParameterKind:
    kind = _log_range(fields, exponents=exponents)
    q, is_whole = _q(fields)
    if kind.low < kind.high:
        part_below = log_part_below(kind.low, kind.high)
        choice = rounded_choice(part_below, kind.low, kind.high, q, is_whole=is_whole)
        if choice is not None:
            _note_written_out(fields, len(choice.values), q)
            return choice
    if not is_whole:
        fields.note(f"it is not rounded to multiples of {q:g} here.")
        return kind
    if q == 1:
        fields.note("it draws its ends half as often in W&B; here all are drawn alike.")
    else:
        fields.note(f"it is rounded to whole numbers here, not to multiples of {q:g}.")
    return Int(max(1, math.ceil(kind.low)), max(1, math.floor(kind.high)), log=True)


def _note_written_out(fields: Fields, count: int, q: float) -> None:
    fields.note(f"it is written out as its {count} multiples of {q:g}, with their probabilities.")


def _normal(fields: Fields, _builder: SpaceBuilder) -> Normal:
    return Normal(fields.number("mu", 0.0), fields.number("sigma", 1.0))


def _log_normal(fields: Fields, _builder: SpaceBuilder) -> LogNormal:
    return LogNormal(fields.number("mu", 0.0), fields.number("sigma", 1.0))


def _rounded_bell(
    fields: Fields, kind: Normal | LogNormal, low: float, high: float
) -> ParameterKind:
    q, is_whole = _q(fields)
    choice = rounded_choice(kind.uniform_of, low, high, q, is_whole=is_whole)
    if choice is None:
        fields.note(f"it is not rounded to multiples of {q:g} here.")
        return kind
    _note_written_out(fields, len(choice.values), q)
    fields.note(f"what lies more than {_WIDEST:g} deviations from its mean is left out.")
    return choice


def _q_normal(fields: Fields, builder: SpaceBuilder) -> ParameterKind:
    kind = _normal(fields, builder)
    reach = _WIDEST * kind.deviation
    return _rounded_bell(fields, kind, kind.mean - reach, kind.mean + reach)


def _q_log_normal(fields: Fields, builder: SpaceBuilder) -> ParameterKind:
    kind = _log_normal(fields, builder)
    reach = _WIDEST * kind.deviation
    low, high = (kind.mean - reach, kind.mean + reach)
    if high > 600:
        raise SpaceFault(fields.place, "has numbers that are too large.")
    return _rounded_bell(fields, kind, math.exp(low), math.exp(high))


def _beta(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    a, b = fields.number("a", 1), fields.number("b", 1)
    q = fields.number("q", 1) if "q" in fields else None
    if (a, b, q) != (1, 1, None):
        fields.note("there is no beta distribution here; it is uniform between 0 and 1.")
    return Float(0.0, 1.0)


_READERS: dict[str, _Reader] = {
    "constant": _constant,
    "categorical": _categorical,
    "categorical_w_probabilities": _categorical,
    "int_uniform": _int_uniform,
    "uniform": _uniform,
    "q_uniform": _q_uniform,
    "log_uniform": lambda fields, _: _log_range(fields, exponents=True),
    "log_uniform_values": lambda fields, _: _log_range(fields, exponents=False),
    "inv_log_uniform": lambda fields, _: _log_range(fields, exponents=True, inverse=True),
    "inv_log_uniform_values": lambda fields, _: _log_range(fields, exponents=False),
    "q_log_uniform": lambda fields, _: _q_log(fields, exponents=True),
    "q_log_uniform_values": lambda fields, _: _q_log(fields, exponents=False),
    "normal": _normal,
    "q_normal": _q_normal,
    "log_normal": _log_normal,
    "q_log_normal": _q_log_normal,
    "beta": _beta,
    "q_beta": _beta,
}
