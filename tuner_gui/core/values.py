"""The values of parameters: made plain, and told apart; standard library only, any thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.errors import invalid_field

if TYPE_CHECKING:
    from collections.abc import Hashable

ParamValue: TypeAlias = bool | int | float | str | tuple["ParamValue", ...] | None
"""A value that a parameter can take: a JSON scalar, or a (nested) tuple of them."""


def freeze_value(value: object, field_name: str = "") -> ParamValue:
    """Returns a JSON value with lists made tuples, numpy scalars and the like made builtin.

    Raises:
        InvalidSpace: the value is not a finite JSON scalar or a list of them; the problem is
            filed under the field name.
    """
    if isinstance(value, list | tuple):
        return tuple(freeze_value(item, field_name) for item in value)
    plain = builtin_value(value)
    if isinstance(plain, float) and not math.isfinite(plain):
        raise invalid_field(field_name, f"{plain} is not a value that a parameter can take.")
    if plain is None or isinstance(plain, bool | int | float | str):
        return plain
    raise invalid_field(
        field_name,
        f"{value!r} is not a value that a parameter can take.",
        "Use text, numbers, true, false, null, or lists of them.",
    )


def builtin_value(value: object) -> object:
    """Returns the number or text that a numpy scalar or an enum member stands for.

    Anything else is returned as it is.
    """
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "shape", None) == ():  # also numpy's float64, a float
        return item()
    match value:
        case bool():
            return value
        case int():
            return int(value)
        case float():
            return float(value)
        case str():
            return str.__str__(value)
        case _:
            return value


def value_key(value: ParamValue) -> Hashable:
    """Returns a key under which True and 1 differ, but 1 and 1.0 do not."""
    if isinstance(value, tuple):
        return tuple(value_key(item) for item in value)
    return (isinstance(value, bool), value)


def exact_key(value: ParamValue) -> Hashable:
    """Returns a key under which all differ that a trial can tell apart: True, 1, 1.0, "1"."""
    return repr(value)
