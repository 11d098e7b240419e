"""What a program says of one of its options, before anything is proposed; values, any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.values import ParamValue, freeze_value, value_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

OptionType: TypeAlias = Literal["", "float", "int", "bool", "text", "path", "list"]
"""What the value becomes; empty where nothing says it."""

Passing: TypeAlias = Literal[
    "value", "store_true", "store_false", "optional_bool", "positional", "override", "none"
]
"""How a value reaches the program: as `--k v`, by a flag being there, in its place among the
positional arguments, as `k=v`, or not through the command line at all."""

_SPACE_NAME = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The stated ends of a number; an open end is not itself allowed."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    step: float | None = None

    def __or__(self, other: Bounds) -> Bounds:
        """Returns these bounds, completed by others."""
        low, high = (self, other)[self.low is None], (self, other)[self.high is None]
        return Bounds(low.low, high.high, low.low_open, high.high_open, other.step or self.step)


UNBOUNDED = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option.

    Args:
        name: under which the space has it.
        type: what the value becomes.
        has_default: whether `default` is known.
        choices: the values it takes; None where any of its type.
        flags: how the command line calls it, the one to use first; none for a positional.
        off_flag: what switches an `optional_bool` off.
        command: the words of the sub-command that it belongs to.
        obstacle: why it cannot be varied; empty where it can.
        is_log: whether the program states that it is drawn in the logarithm, or None.
        is_range_stated: the bounds are a search range that the program itself states.
        caution: what to know of a value that is passed.
        is_off: its stated default is None, which mostly means that it is not in use.
        group: options of one group, if not 0, exclude each other.
    """

    name: str
    type: OptionType = ""
    default: ParamValue = None
    has_default: bool = False
    choices: tuple[ParamValue, ...] | None = None
    bounds: Bounds = UNBOUNDED
    flags: tuple[str, ...] = ()
    off_flag: str = ""
    passing: Passing = "value"
    is_required: bool = False
    help: str = ""
    command: tuple[str, ...] = ()
    obstacle: str = ""
    is_log: bool | None = None
    is_range_stated: bool = False
    caution: str = ""
    is_off: bool = False
    group: int = field(default=0, compare=False)

    @property
    def flag(self) -> str:
        """The flag to write, or an empty string."""
        return self.flags[0] if self.flags else ""


def space_name(text: str) -> str:
    """Returns a name that a space can have, alike for alike texts."""
    if _SPACE_NAME.fullmatch(text):
        return text
    changed = re.sub(r"[^\w.-]", "_", text).strip(".")
    changed = re.sub(r"\.{2,}", ".", changed)
    return changed if _SPACE_NAME.fullmatch(changed) else f"_{changed.lstrip('-')}"


def known_value(value: object) -> tuple[ParamValue] | None:
    """Returns a value that a parameter can take, as a tuple of one; None for any other."""
    try:
        return (freeze_value(value),)
    except InvalidSpace:
        return None


def distinct(values: Iterable[ParamValue]) -> tuple[ParamValue, ...]:
    """Returns the values without repetitions, in their order."""
    found: dict[Hashable, ParamValue] = {}
    for value in values:
        found.setdefault(value_key(value), value)
    return tuple(found.values())


def prefer_long(flags: Iterable[str]) -> tuple[str, ...]:
    """Returns flags with the long ones first, each in its order."""
    return tuple(sorted(flags, key=lambda flag: not flag.startswith("--")))


def type_of_value(value: object) -> OptionType:
    """Returns the type that a default value suggests."""
    match value:
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float"
        case str():
            return "text"
        case list() | tuple() | set() | dict():
            return "list"
        case _:
            return ""
