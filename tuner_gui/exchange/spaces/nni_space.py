"""The parameters of an NNI search space, nested choices as conditions; any thread.

What a nested choice chooses is called `NAME._name`, and its parameters `NAME.…`: so the result of a
trial has the very shape that NNI gives it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.parameter import Condition
from tuner_gui.core.values import value_key
from tuner_gui.exchange.spaces.builder import choice_of, plain_value
from tuner_gui.exchange.spaces.faults import SpaceFault, described, inside, placed
from tuner_gui.exchange.spaces.fields import Fields
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
    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue
    from tuner_gui.exchange.spaces.builder import SpaceBuilder

_NAME = "_name"
_WIDEST = 4.0

_Conditions: TypeAlias = tuple[Condition, ...]
_Reader: TypeAlias = Callable[[Fields], "ParameterKind"]


def add_parameters(
    parameters: Fields,
    builder: SpaceBuilder,
    groups: tuple[str, ...] = (),
    conditions: _Conditions = (),
    branch: str = "",
) -> None:
    """Adds the parameters of a search space, or of one branch of a nested choice.

    Raises:
        SpaceFault: a field is wrong.
    """
    items = [item for item in parameters.items() if not branch or item[0] != _NAME]
    if not items and not branch:
        raise SpaceFault(parameters.place or "the file", "has no parameters.")
    for name, value in items:
        label = ".".join((*groups, name))
        fields = Fields(value, parameters.at(name), builder.notes, label)
        fields.need("_type")
        kind_name = fields.text("_type")
        if kind_name == "choice" and any(isinstance(v, dict) for v in fields.list_("_value")):
            _add_nested(fields, builder, (*groups, name), conditions, branch)
        else:
            kind = _kind(kind_name, fields, builder)
            _add(builder, (*groups, name), kind, conditions, branch)
        if unknown := fields.unread():
            fields.note(f"{', '.join(unknown)} is left out; it means nothing there.")


def _add(
    builder: SpaceBuilder,
    parts: tuple[str, ...],
    kind: ParameterKind,
    conditions: _Conditions,
    branch: str,
) -> str:
    """Adds a parameter, or widens the conditions of the same one in another branch."""
    known = builder.get(".".join(parts))
    if known is not None and known.kind == kind:
        widened = _either(known.conditions, conditions)
        if widened is not None:
            builder.widen(known.name, widened)
            return known.name
    *groups, name = parts
    fallback = ".".join((*groups, f"{branch}_{name}")) if known is not None and branch else ""
    return builder.add(parts, kind, conditions, fallback=fallback)


def _either(first: _Conditions, second: _Conditions) -> _Conditions | None:
    """The conditions under which one of both holds, where these can say it."""
    if [each.parent for each in first] != [each.parent for each in second]:
        return None
    different = [
        place for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]
    ]
    if len(different) > 1:
        return None
    merged = list(first)
    for place in different:
        values = {value_key(each): each for each in (*first[place].values, *second[place].values)}
        merged[place] = Condition(first[place].parent, tuple(values.values()))
    return tuple(merged)


def _add_nested(
    fields: Fields,
    builder: SpaceBuilder,
    parts: tuple[str, ...],
    conditions: _Conditions,
    branch: str,
) -> None:
    place = fields.at("_value")
    options = [_option(value, inside(place, at)) for at, value in enumerate(fields.list_("_value"))]
    kind = choice_of(
        [name for name, _ in options], builder, name=f"{fields.label}.{_NAME}", place=place
    )
    chooser = _add(builder, (*parts, _NAME), kind, conditions, branch)
    group = tuple(chooser.removesuffix(f".{_NAME}").split("."))
    for at, (chosen, inner) in enumerate(options):
        if inner is None:
            builder.note(chooser, f"where NNI gives {chosen!r} itself, there is an object here.")
            continue
        under = (*conditions, Condition(chooser, (chosen,)))
        sub = Fields(inner, inside(place, at), builder.notes, f"{fields.label}.{chosen}")
        add_parameters(sub, builder, group, under, str(chosen))


def _option(value: Any, place: str) -> tuple[ParamValue, dict[str, Any] | None]:
    """What an option is called, and its parameters; None where it is a plain value."""
    inner = None
    if isinstance(value, dict):
        if _NAME not in value:
            raise SpaceFault(place, f"has no {_NAME}.")
        inner, value = value, value[_NAME]
    name = plain_value(value, place)
    if isinstance(name, tuple):
        raise SpaceFault(place, "is called by a list, not by a text.")
    return name, inner


def _kind(name: str, fields: Fields, builder: SpaceBuilder) -> ParameterKind:
    if name == "choice":
        values = fields.list_("_value")
        choice = choice_of(values, builder, name=fields.label, place=fields.at("_value"))
        return Constant(choice.values[0]) if len(choice.values) == 1 else choice
    reader = _READERS.get(name)
    if reader is None:
        raise SpaceFault(fields.at("_type"), f"is {described(name)}, which NNI does not have.")
    with placed(fields.place):
        return reader(fields)


def _numbers(fields: Fields, count: int) -> list[float]:
    values, place = fields.list_("_value"), fields.at("_value")
    if len(values) != count:
        raise SpaceFault(place, f"has {len(values)} numbers, but must have {count}.")
    inner = Fields(dict(enumerate(values)), place, fields.notes, fields.label)
    return [inner.as_number(value, at) for at, value in enumerate(values)]


def _range(fields: Fields, count: int = 2) -> list[float]:
    numbers = _numbers(fields, count)
    require_order(numbers[0], numbers[1], fields.at("_value"))
    if count == 3:
        require_step(numbers[2], fields.at("_value"))
    return numbers


def _randint(fields: Fields) -> ParameterKind:
    low, high = _range(fields)
    if any(number != math.floor(number) for number in (low, high)):
        raise SpaceFault(fields.at("_value"), "has a bound that is not a whole number.")
    if low == high:
        raise SpaceFault(fields.at("_value"), f"is empty: its upper bound {high:g} is exclusive.")
    return Int(int(low), int(high) - 1)


def _uniform(fields: Fields) -> ParameterKind:
    low, high = _range(fields)
    return Float(low, high)


def _loguniform(fields: Fields) -> ParameterKind:
    low, high = _range(fields)
    return Float(low, high, log=True)


def _quniform(fields: Fields) -> ParameterKind:
    low, high, q = _range(fields, 3)
    multiples = multiples_between(low, high, q, fields.at("_value"))
    step = multiples.step
    lost = [low] if round(exact(low) / step) * step < exact(low) else []
    lost += [high] if round(exact(high) / step) * step > exact(high) else []
    fields.note("quniform draws its ends half as often in NNI; here all are drawn alike.")
    if lost:
        ends = " and ".join(f"{end:g}" for end in lost)
        fields.note(f"{ends}, no multiple of {q:g} but drawn by NNI, is left out.")
    return stepped(multiples, is_whole=False)


def _qloguniform(fields: Fields) -> ParameterKind:
    low, high, q = _range(fields, 3)
    kind = Float(low, high, log=True)
    if low == high:
        return kind
    choice = rounded_choice(log_part_below(low, high), low, high, q, is_whole=False, clips=True)
    return _written_out(fields, choice, kind, q)


def _normal(fields: Fields) -> ParameterKind:
    return Normal(*_numbers(fields, 2))


def _lognormal(fields: Fields) -> ParameterKind:
    return LogNormal(*_numbers(fields, 2))


def _qnormal(fields: Fields) -> ParameterKind:
    mean, deviation, q = _numbers(fields, 3)
    require_step(q, fields.at("_value"))
    kind, reach = Normal(mean, deviation), _WIDEST * deviation
    choice = rounded_choice(kind.uniform_of, mean - reach, mean + reach, q, is_whole=False)
    return _written_out(fields, choice, kind, q, is_cut=True)


def _qlognormal(fields: Fields) -> ParameterKind:
    mean, deviation, q = _numbers(fields, 3)
    require_step(q, fields.at("_value"))
    kind, reach = LogNormal(mean, deviation), _WIDEST * deviation
    if mean + reach > 600:
        raise InvalidSpace("The numbers are too large.")
    low, high = math.exp(mean - reach), math.exp(mean + reach)
    choice = rounded_choice(kind.uniform_of, low, high, q, is_whole=False)
    return _written_out(fields, choice, kind, q, is_cut=True)


def _written_out(
    fields: Fields, choice: Choice | None, kind: ParameterKind, q: float, *, is_cut: bool = False
) -> ParameterKind:
    if choice is None:
        fields.note(f"it is not rounded to multiples of {q:g} here.")
        return kind
    count = len(choice.values)
    fields.note(f"it is written out as its {count} multiples of {q:g}, with their probabilities.")
    if is_cut:
        fields.note(f"what lies more than {_WIDEST:g} deviations from its mean is left out.")
    return choice


_READERS: dict[str, _Reader] = {
    "randint": _randint,
    "uniform": _uniform,
    "quniform": _quniform,
    "loguniform": _loguniform,
    "qloguniform": _qloguniform,
    "normal": _normal,
    "qnormal": _qnormal,
    "lognormal": _lognormal,
    "qlognormal": _qlognormal,
}
