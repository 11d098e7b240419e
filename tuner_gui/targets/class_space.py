"""The space that a class states in its `HyperParams`; only in the child process that loads it.

A field becomes a parameter where its type says which values there are: bool, Literal and Enum are
choices, numbers with bounds are ranges, a nested model is a group. A number that lacks a bound
goes from a tenth to ten times its default. A range over two decades or more is drawn in the
logarithm, or where the field says so: `Field(ge=1e-4, le=1, json_schema_extra={"log": True})`.
Seeds and what has no such type are left to their defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.json_schema import JsonSchemaValue

    from tuner_gui.core.domains import ParameterKind

_NOT_TUNED = frozenset({"random_state", "seed", "n_jobs", "verbose", "device"})
_LOG_SPAN = 100.0


class _Lenient(GenerateJsonSchema):
    """Takes a field whose type JSON cannot describe for one of any type."""

    def emit_warning(self, *_about: object) -> None:
        """Says nothing: an odd default only means that there is none to go by."""

    def handle_invalid_for_json_schema(self, *_about: object) -> JsonSchemaValue:
        """Returns the schema of any value."""
        return {}


def space_of_class(target: type) -> HyperParamSpace:
    """Returns the space that a class states in `HyperParams`; empty without any."""
    model = getattr(target, "HyperParams", None)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return HyperParamSpace()
    return space_of_model(model)


def space_of_model(model: type[BaseModel]) -> HyperParamSpace:
    """Returns the space that a model's fields state; empty where none does."""
    return HyperParamSpace(_parameters_in(model.model_json_schema(schema_generator=_Lenient)))


def parameters_of_type(name: str, adapter: TypeAdapter[Any], default: object) -> list[Parameter]:
    """Returns the parameters that a type states: one, a group, or none.

    Args:
        name: of the parameter, or of the group.
        adapter: of the type.
        default: what it is where nothing is given; None if it has to be.
    """
    field = adapter.json_schema(schema_generator=_Lenient)
    definitions = field.pop("$defs", {})
    stated = {**field} if default is None else {**field, "default": default}
    return list(_parameters_in({"properties": {name: stated}, "$defs": definitions}))


def _parameters_in(schema: Mapping[str, Any]) -> Iterator[Parameter]:
    return _parameters(schema, schema.get("$defs", {}), "")


def _parameters(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], prefix: str
) -> Iterator[Parameter]:
    for name, stated in schema.get("properties", {}).items():
        field = _resolved(stated, definitions)
        if "properties" in field:
            yield from _parameters(field, definitions, f"{prefix}{name}.")
        elif name not in _NOT_TUNED and (kind := _kind(field)) is not None:
            yield Parameter(f"{prefix}{name}", kind)


def _resolved(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Follows references, and takes `X` for an optional `X`; a choice keeps its None."""
    if "$ref" in field:
        target = definitions[field["$ref"].rpartition("/")[2]]
        return _resolved({**target, **{k: v for k, v in field.items() if k != "$ref"}}, definitions)
    options = [_resolved(option, definitions) for option in field.get("anyOf", ())]
    real = [option for option in options if option.get("type") != "null"]
    if len(real) != 1:
        return dict(field)
    rest = {key: value for key, value in field.items() if key != "anyOf"}
    found = dict(real[0])
    if len(real) < len(options) and ("enum" in found or "const" in found):
        listed = found.get("enum", [found.pop("const", None)])
        rest["enum"] = [None, *listed]
    return {**found, **rest}


def _kind(field: Mapping[str, Any]) -> ParameterKind | None:
    if "const" in field:
        return Constant(field["const"])
    if "enum" in field:
        return Choice(field["enum"])
    match field.get("type"):
        case "boolean":
            return Choice([False, True])
        case "integer":
            return _whole_range(field)
        case "number":
            return _range(field)
        case _:
            return None


def _whole_range(field: Mapping[str, Any]) -> Int | None:
    low, high = field.get("minimum"), field.get("maximum")
    if low is None and "exclusiveMinimum" in field:
        low = field["exclusiveMinimum"] + 1
    if high is None and "exclusiveMaximum" in field:
        high = field["exclusiveMaximum"] - 1
    ends = _completed(low, high, field.get("default"))
    if ends is None:
        return None
    first, last = round(ends[0]), round(ends[1])
    if first == 0 < ends[0]:  # a tenth of a default below 5
        first = 1
    step = field.get("multipleOf")
    if step is not None:
        first += -first % step
    if first > last:
        return None
    is_log = step is None and _is_log(field, first, last)
    return Int(first, last, log=is_log, step=step if step != 1 else None)


def _range(field: Mapping[str, Any]) -> Float | None:
    above, below = field.get("exclusiveMinimum"), field.get("exclusiveMaximum")
    ends = _completed(
        field.get("minimum", above), field.get("maximum", below), field.get("default")
    )
    if ends is None:
        return None
    low, high = ends
    inset = (high - low) / 1000  # an excluded end is stepped away from
    low = low + inset if low == above else low
    high = high - inset if high == below else high
    low, high = float(f"{low:.6g}"), float(f"{high:.6g}")
    return Float(low, high, log=_is_log(field, low, high)) if low <= high else None


def _completed(
    low: float | None, high: float | None, default: object
) -> tuple[float, float] | None:
    """Both ends; a missing one a tenth of, or ten times, a default above 0."""
    if low is not None and high is not None:
        return low, high
    if not isinstance(default, int | float) or isinstance(default, bool) or default <= 0:
        return None
    return (
        default / 10 if low is None or low <= 0 else low,
        default * 10 if high is None else high,
    )


def _is_log(field: Mapping[str, Any], low: float, high: float) -> bool:
    stated = field.get("log")
    if low <= 0:
        return False
    return stated if isinstance(stated, bool) else high / low >= _LOG_SPAN
