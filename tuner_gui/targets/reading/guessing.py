"""What an annotation says of a value; any thread, nothing is run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, get_args

from tuner_gui.targets.reading.option import UNBOUNDED, Bounds, OptionType, distinct, known_value
from tuner_gui.targets.reading.values import (
    Call,
    Class,
    EnumMember,
    Generic,
    Made,
    Named,
    Value,
    like_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuner_gui.core.values import ParamValue

_TYPES = frozenset(get_args(OptionType))


@dataclass(frozen=True, slots=True)
class Guess:
    """What is known of a value before its default is.

    Args:
        is_any_text_true: the converter takes any text for true.
        is_converted: there is a converter, though it may not say to what.
        texts: what stands for true and for false, where that is not True and False.
        has_none: None is one of the values.
    """

    type: OptionType = ""
    choices: tuple[ParamValue, ...] | None = None
    bounds: Bounds = UNBOUNDED
    help: str = ""
    is_log: bool | None = None
    is_any_text_true: bool = False
    is_converted: bool = False
    texts: tuple[ParamValue, ...] = ()
    has_none: bool = False


def plain(value: Value) -> Value:
    """Returns what a command line writes for a value: an enumeration's member by its value."""
    return plain(value.value) if isinstance(value, EnumMember) else value


def choices_of(values: Value) -> tuple[ParamValue, ...] | None:
    """Returns listed values; None where they are not known."""
    if isinstance(values, Class) and values.is_enum:
        values = list(values.enum_members().values())
    if not isinstance(values, list | tuple | set | frozenset | dict | range):
        return None
    listed = sorted(values, key=str) if isinstance(values, set | frozenset) else values
    known = [known_value(plain(value)) for value in listed]
    found = [item[0] for item in known if item is not None]
    infinite = sum(isinstance(value, float) and not isfinite(value) for value in listed)
    return distinct(found) if found and len(found) + infinite == len(known) else None


def guess_annotation(value: Value) -> Guess:
    """Returns what a type says."""
    match value:
        case Named():
            return NAMED.get(value.path.rpartition(".")[2], Guess())
        case Class() if value.is_enum:
            return Guess("text", choices_of(value))
        case Generic():
            return _guess_generic(value)
        case Made():
            return _guess_made(value)
        case _:
            return Guess()


def _guess_generic(value: Generic) -> Guess:
    match value.base.rpartition(".")[2]:
        case "Literal":
            choices = choices_of(list(value.arguments)) or ()
            real = [each for each in choices if each is not None]
            return Guess(type_of(like_of(real[0])) if real else "", choices)
        case "Union":
            return _guess_union(value.arguments)
        case "Annotated":
            first, *details = value.arguments
            return detailed(guess_annotation(first), details)
        case "Final" | "Required" | "NotRequired" | "InitVar" | "ReadOnly":
            return guess_annotation(value.arguments[0])
        case "Type" | "type" | "Callable":
            return Guess()
        case _:
            return Guess("list")


def _guess_union(arguments: tuple[Value, ...]) -> Guess:
    parts = [guess_annotation(each) for each in arguments if each is not None]
    has_none = len(parts) < len(arguments)
    if len(parts) == 1:
        return replace(parts[0], has_none=has_none)
    types = {part.type for part in parts}
    if types == {"int", "float"}:
        return Guess("float", has_none=has_none)
    return Guess(types.pop() if len(types) == 1 else "", has_none=has_none)


def _guess_made(value: Made) -> Guess:
    last = value.name.rpartition(".")[2]
    if last == "NewType":
        return guess_annotation(value.call.get("tp", 1))
    if last in {"conint", "confloat", "condecimal"}:
        kind: OptionType = "int" if last == "conint" else "float"
        return Guess(kind, bounds=bounds_of(value.call))
    return Guess()


def detailed(guess: Guess, details: Iterable[Value]) -> Guess:
    """Returns a guess with what the details of an `Annotated` add."""
    for detail in details:
        match detail:
            case str() if not guess.help:
                guess = replace(guess, help=detail)
            case Made():
                extra = detail.call.kwargs.get("json_schema_extra")
                stated = extra.get("log") if isinstance(extra, dict) else None
                guess = replace(
                    guess,
                    bounds=_bounds_of_detail(detail) | guess.bounds,
                    help=_help_of(detail) or guess.help,
                    is_log=stated if isinstance(stated, bool) else guess.is_log,
                )
    return guess


def _help_of(detail: Made) -> str:
    position = 0 if detail.name.rpartition(".")[2] == "Doc" else None
    found = detail.call.get("help", position) or detail.call.get("description")
    return found if isinstance(found, str) else ""


def _bounds_of_detail(detail: Made) -> Bounds:
    name = detail.name.rpartition(".")[2]
    if name in _SINGLE_BOUNDS and detail.call.args:
        return bounds_of(Call(kwargs={_SINGLE_BOUNDS[name]: detail.call.args[0]}))
    return bounds_of(detail.call)


_SINGLE_BOUNDS = {"Ge": "ge", "Gt": "gt", "Le": "le", "Lt": "lt", "MultipleOf": "multiple_of"}


def bounds_of(call: Call) -> Bounds:
    """Returns the bounds among the keywords of a call: ge, gt, le, lt, min, max, multiple_of."""
    given = {name: finite(value) for name, value in call.kwargs.items()}

    def first(*names: str) -> float | None:
        return next((given[name] for name in names if given.get(name) is not None), None)

    low, above = first("ge", "min", "lower_bound", "min_value"), first("gt")
    high, below = first("le", "max", "upper_bound", "max_value"), first("lt")
    return Bounds(
        above if low is None else low,
        below if high is None else high,
        low_open=(low is None and above is not None) or call.kwargs.get("min_open") is True,
        high_open=(high is None and below is not None) or call.kwargs.get("max_open") is True,
        step=first("multiple_of"),
    )


def finite(value: Value) -> float | None:
    """Returns a finite number; None for anything else."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and abs(value) < float("inf") else None


def type_of(like: str) -> OptionType:
    """Returns the type that a value is like; empty where that is no type of an option."""
    return like if like in _TYPES else ""  # type: ignore[return-value]


_POSITIVE, _FROM_ZERO = Bounds(low=0, low_open=True), Bounds(low=0)
_NEGATIVE, _TO_ZERO = Bounds(high=0, high_open=True), Bounds(high=0)
NAMED: Mapping[str, Guess] = {
    "int": Guess("int"),
    "float": Guess("float"),
    "bool": Guess("bool"),
    "str": Guess("text"),
    "Path": Guess("path"),
    "PathLike": Guess("path"),
    "FilePath": Guess("path"),
    "DirectoryPath": Guess("path"),
    "NewPath": Guess("path"),
    "Decimal": Guess("float"),
    "StrictInt": Guess("int"),
    "StrictFloat": Guess("float"),
    "StrictBool": Guess("bool"),
    "StrictStr": Guess("text"),
    "FiniteFloat": Guess("float"),
    "PositiveInt": Guess("int", bounds=_POSITIVE),
    "PositiveFloat": Guess("float", bounds=_POSITIVE),
    "NonNegativeInt": Guess("int", bounds=_FROM_ZERO),
    "NonNegativeFloat": Guess("float", bounds=_FROM_ZERO),
    "NegativeInt": Guess("int", bounds=_NEGATIVE),
    "NegativeFloat": Guess("float", bounds=_NEGATIVE),
    "NonPositiveInt": Guess("int", bounds=_TO_ZERO),
    "NonPositiveFloat": Guess("float", bounds=_TO_ZERO),
    **{
        name: Guess("list")
        for name in ("list", "tuple", "dict", "set", "List", "Tuple", "Dict", "Set", "Sequence")
    },
}
