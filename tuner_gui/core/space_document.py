"""The search space as it stands in a file: one object a parameter, tagged by its kind."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, StrictInt

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal, ParameterKind
from tuner_gui.core.errors import named_field, named_parameter
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.values import freeze_value


class DisabledAt(BaseModel):
    """The value that a disabled parameter has in every trial."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: JsonValue


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    when: dict[str, list[JsonValue]] = Field(default_factory=dict)
    disabled: DisabledAt | None = None


class ChoiceRow(_Row):
    """A Choice."""

    kind: Literal["choice"] = "choice"
    values: list[JsonValue]
    ordered: StrictBool = False
    weights: list[float] | None = None


class FloatRow(_Row):
    """A Float."""

    kind: Literal["float"] = "float"
    low: float
    high: float
    log: StrictBool = False
    step: float | None = None
    points: StrictInt | None = None


class IntRow(_Row):
    """An Int."""

    kind: Literal["int"] = "int"
    low: StrictInt
    high: StrictInt
    log: StrictBool = False
    step: StrictInt | None = None


class NormalRow(_Row):
    """A Normal."""

    kind: Literal["normal"] = "normal"
    mean: float
    deviation: float
    low: float | None = None
    high: float | None = None


class LogNormalRow(_Row):
    """A LogNormal."""

    kind: Literal["log_normal"] = "log_normal"
    mean: float
    deviation: float
    low: float | None = None
    high: float | None = None


class ConstantRow(_Row):
    """A Constant."""

    kind: Literal["constant"] = "constant"
    value: JsonValue


AnyRow: TypeAlias = ChoiceRow | FloatRow | IntRow | NormalRow | LogNormalRow | ConstantRow

ParameterRow: TypeAlias = Annotated[AnyRow, Field(discriminator="kind")]


class SpaceDocument(BaseModel):
    """A space and its revision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: int = Field(default=1, ge=1)
    parameters: list[ParameterRow]
    constraints: list[str] = Field(default_factory=list)


def space_to_document(space: HyperParamSpace, revision: int = 1) -> SpaceDocument:
    """Returns the space as it stands in a file."""
    return SpaceDocument(
        revision=revision,
        parameters=[row_of_parameter(item) for item in space],
        constraints=[constraint.text for constraint in space.constraints],
    )


def row_of_parameter(parameter: Parameter) -> AnyRow:
    """Returns one parameter as it stands in a file."""
    kind = parameter.kind
    disabled = None
    if parameter.set_aside is not None and isinstance(kind, Constant):
        disabled, kind = DisabledAt(value=_thaw(kind.value)), parameter.set_aside
    when: dict[str, list[JsonValue]] = {
        condition.parent: [_thaw(value) for value in condition.values]
        for condition in parameter.conditions
    }
    row = _row_of_kind(parameter.name, kind)
    return row.model_copy(update={"when": when, "disabled": disabled})


def _row_of_kind(name: str, kind: ParameterKind) -> AnyRow:
    match kind:
        case Choice(values=values, ordered=ordered, weights=weights):
            thawed = [_thaw(value) for value in values]
            listed = None if weights is None else list(weights)
            return ChoiceRow(name=name, values=thawed, ordered=ordered, weights=listed)
        case Float(low=low, high=high, log=log, step=step, points=points):
            return FloatRow(name=name, low=low, high=high, log=log, step=step, points=points)
        case Int(low=low, high=high, log=log, step=step):
            return IntRow(name=name, low=low, high=high, log=log, step=step)
        case Normal(mean=mean, deviation=deviation, low=low, high=high):
            return NormalRow(name=name, mean=mean, deviation=deviation, low=low, high=high)
        case LogNormal(mean=mean, deviation=deviation, low=low, high=high):
            return LogNormalRow(name=name, mean=mean, deviation=deviation, low=low, high=high)
        case Constant(value=value):
            return ConstantRow(name=name, value=_thaw(value))
        case never:
            assert_never(never)


def _thaw(value: object) -> JsonValue:
    return [_thaw(item) for item in value] if isinstance(value, tuple) else value  # type: ignore[return-value]


def space_from_document(document: SpaceDocument) -> HyperParamSpace:
    """Returns the space that the document describes.

    Raises:
        InvalidSpace: its rows do not make a space.
    """
    parameters = [parameter_of_row(row) for row in document.parameters]
    space = HyperParamSpace(parameters)
    for place, text in enumerate(document.constraints):
        with named_field(f"constraints[{place}]"):
            space = space.add_constraint(text)
    return space


def parameter_of_row(row: AnyRow) -> Parameter:
    """Returns the parameter that a row describes; its errors name it.

    Raises:
        InvalidSpace: a field is wrong.
    """
    with named_parameter(row.name):
        kind = _kind_of_row(row)
        conditions = tuple(
            Condition(parent, tuple(freeze_value(value, "when") for value in values))
            for parent, values in row.when.items()
        )
        if row.disabled is None:
            return Parameter(row.name, kind, conditions)
        fixed = Constant(freeze_value(row.disabled.value, "disabled"))
        return Parameter(row.name, fixed, conditions, set_aside=kind)


def _kind_of_row(row: AnyRow) -> ParameterKind:
    match row:
        case ChoiceRow():
            return Choice(row.values, ordered=row.ordered, weights=row.weights)
        case FloatRow():
            return Float(row.low, row.high, row.log, row.step, points=row.points)
        case IntRow():
            return Int(row.low, row.high, row.log, row.step)
        case NormalRow():
            return Normal(row.mean, row.deviation, row.low, row.high)
        case LogNormalRow():
            return LogNormal(row.mean, row.deviation, row.low, row.high)
        case ConstantRow():
            return Constant(freeze_value(row.value, "value"))
        case never:
            assert_never(never)
