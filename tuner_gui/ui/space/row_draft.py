"""One parameter as typed, of any kind, immutable. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.ui.chrome.numbers import number_text
from tuner_gui.ui.space.values_text import value_text, values_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.values import ParamValue

KindName: TypeAlias = Literal["float", "int", "choice", "normal", "log_normal", "constant"]

KIND_NAMES: tuple[KindName, ...] = ("float", "int", "choice", "normal", "log_normal", "constant")

FIELDS_OF_KIND: dict[KindName, tuple[str, ...]] = {
    "float": ("low", "high", "step", "points", "log"),
    "int": ("low", "high", "step", "log"),
    "choice": ("values", "weights", "ordered"),
    "normal": ("mean", "deviation", "low", "high"),
    "log_normal": ("mean", "deviation", "low", "high"),
    "constant": ("constant",),
}
"""The fields that a kind has, beside its name and condition; the first is where editing starts."""


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """Active while the parent has one of the values.

    Args:
        parent: the key of the parent's row.
        parent_name: its name when the condition was made; read when the row is gone.
        values: what switches on.
    """

    parent: int
    parent_name: str
    values: tuple[ParamValue, ...]


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One parameter as typed. Texts of fields that its kind does not have are kept, not read.

    Args:
        weights: one number for each value, separated by commas; empty without weights.
        disabled: the value that every trial gets while the row is not used, as text; None while
            it is used.
    """

    key: int
    name: str = ""
    kind: KindName = "float"
    low: str = ""
    high: str = ""
    step: str = ""
    points: str = ""
    log: bool = False
    values: str = ""
    weights: str = ""
    ordered: bool = False
    mean: str = ""
    deviation: str = ""
    constant: str = ""
    conditions: tuple[ConditionDraft, ...] = ()
    disabled: str | None = None

    def text(self, field: str) -> str:
        """Returns the text of a field, its name included."""
        text: str = getattr(self, field)
        return text

    def with_texts(self, **texts: str) -> RowDraft:
        """Returns the row with these texts in its fields."""
        return replace(self, **texts)  # type: ignore[arg-type]  # text fields only

    def with_switch(self, field: str, *, on: bool) -> RowDraft:
        """Returns the row with `log` or `ordered` on or off."""
        return replace(self, **{field: on})  # type: ignore[arg-type]  # switches only


def new_row(key: int, name: str, kind: KindName) -> RowDraft:
    """Returns a row that is valid as it stands, to be edited from there."""
    match kind:
        case "float":
            return RowDraft(key, name, kind, low="0.0", high="1.0")
        case "int":
            return RowDraft(key, name, kind, low="1", high="10")
        case "choice":
            return RowDraft(key, name, kind, values="true, false")
        case "normal" | "log_normal":
            return RowDraft(key, name, kind, mean="0", deviation="1")
        case "constant":
            return RowDraft(key, name, kind, constant="1")
        case never:
            assert_never(never)


def row_of(parameter: Parameter, keys: Mapping[str, int]) -> RowDraft:
    """Returns the row that reads as a parameter; `keys` are those of it and of its parents."""
    kind, disabled = parameter.kind, None
    if parameter.set_aside is not None and isinstance(parameter.kind, Constant):
        kind, disabled = parameter.set_aside, value_text(parameter.kind.value)
    return replace(
        fields_of(kind),
        key=keys[parameter.name],
        name=parameter.name,
        conditions=tuple(
            ConditionDraft(keys[condition.parent], condition.parent, condition.values)
            for condition in parameter.conditions
        ),
        disabled=disabled,
    )


def fields_of(kind: ParameterKind) -> RowDraft:
    """Returns a row without key and name that reads as a kind."""
    match kind:
        case Float(low=low, high=high, log=log, step=step, points=points):
            return RowDraft(
                -1,
                kind="float",
                low=float_text(low),
                high=float_text(high),
                step=_optional(step),
                points=_optional(points),
                log=log,
            )
        case Int(low=low, high=high, log=log, step=step):
            text = _optional(step)
            return RowDraft(-1, kind="int", low=str(low), high=str(high), step=text, log=log)
        case Choice(values=values, ordered=ordered, weights=weights):
            listed = ", ".join(map(number_text, weights or ()))
            text = values_text(values)
            return RowDraft(-1, kind="choice", values=text, weights=listed, ordered=ordered)
        case Normal() | LogNormal():
            return _bell_fields(kind)
        case Constant(value=value):
            return RowDraft(-1, kind="constant", constant=value_text(value))
        case never:
            assert_never(never)


def _bell_fields(kind: Normal | LogNormal) -> RowDraft:
    return RowDraft(
        -1,
        kind="normal" if isinstance(kind, Normal) else "log_normal",
        mean=number_text(kind.mean),
        deviation=number_text(kind.deviation),
        low=_optional(kind.low),
        high=_optional(kind.high),
    )


def _optional(number: float | None) -> str:
    return "" if number is None else number_text(number)


def float_text(value: float) -> str:
    """As short as can be, but `1.0` for a whole number: a reader sees that it is a real one."""
    text = number_text(value)
    return f"{text}.0" if text.lstrip("-").isdecimal() and len(text) < 7 else text
