"""The search space as it stands in a file: one object a parameter, tagged by its kind."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, StrictInt

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.space import Condition, HyperParamSpace, Parameter
from tuner_gui.core.values import freeze_value


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    when: dict[str, list[JsonValue]] = Field(default_factory=dict)


class ChoiceRow(_Row):
    """A Choice."""

    kind: Literal["choice"] = "choice"
    values: list[JsonValue]


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


class ConstantRow(_Row):
    """A Constant."""

    kind: Literal["constant"] = "constant"
    value: JsonValue


ParameterRow: TypeAlias = Annotated[
    ChoiceRow | FloatRow | IntRow | ConstantRow, Field(discriminator="kind")
]


class SpaceDocument(BaseModel):
    """A space and its revision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: int = Field(default=1, ge=1)
    parameters: list[ParameterRow]


def space_to_document(space: HyperParamSpace, revision: int = 1) -> SpaceDocument:
    """Returns the space as it stands in a file."""
    return SpaceDocument(revision=revision, parameters=[_row(item) for item in space])


def _row(parameter: Parameter) -> ChoiceRow | FloatRow | IntRow | ConstantRow:
    name = parameter.name
    when: dict[str, list[JsonValue]] = {
        condition.parent: [_thaw(value) for value in condition.values]
        for condition in parameter.conditions
    }
    match parameter.kind:
        case Choice(values=values):
            return ChoiceRow(name=name, when=when, values=[_thaw(value) for value in values])
        case Float(low=low, high=high, log=log, step=step, points=points):
            return FloatRow(
                name=name, when=when, low=low, high=high, log=log, step=step, points=points
            )
        case Int(low=low, high=high, log=log, step=step):
            return IntRow(name=name, when=when, low=low, high=high, log=log, step=step)
        case Constant(value=value):
            return ConstantRow(name=name, when=when, value=_thaw(value))
        case never:
            assert_never(never)


def _thaw(value: object) -> JsonValue:
    return [_thaw(item) for item in value] if isinstance(value, tuple) else value  # type: ignore[return-value]


def space_from_document(document: SpaceDocument) -> HyperParamSpace:
    """Returns the space that the document describes.

    Raises:
        InvalidSpace: its rows do not make a space.
    """
    space = HyperParamSpace()
    parameters = []
    for row in document.parameters:
        # one space a row: its errors name the parameter
        single = _with_row(space, row)
        conditions = tuple(
            Condition(parent, tuple(freeze_value(value) for value in values))
            for parent, values in row.when.items()
        )
        parameters.append(Parameter(row.name, single[row.name].kind, conditions))
    return HyperParamSpace(parameters)


def _with_row(space: HyperParamSpace, row: ParameterRow) -> HyperParamSpace:
    match row:
        case ChoiceRow():
            return space.add_choice(row.name, row.values)
        case FloatRow():
            return space.add_float(
                row.name, row.low, row.high, log=row.log, step=row.step, points=row.points
            )
        case IntRow():
            return space.add_int(row.name, row.low, row.high, log=row.log, step=row.step)
        case ConstantRow():
            return space.add_constant(row.name, row.value)
        case never:
            assert_never(never)
