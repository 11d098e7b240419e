"""Reads Optuna's distributions as JSON: of one space, or of the trials of a study; any thread."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.exchange.spaces.builder import SpaceBuilder, choice_of
from tuner_gui.exchange.spaces.faults import SpaceFault, described, placed
from tuner_gui.exchange.spaces.fields import Fields
from tuner_gui.exchange.spaces.result import ImportedSpace

if TYPE_CHECKING:
    from tuner_gui.core.domains import ParameterKind

TOOL = "Optuna"


_Reader: TypeAlias = Callable[[Fields, SpaceBuilder], "ParameterKind"]


def is_optuna(value: Any) -> bool:
    """Says whether a file looks like distributions by name, or like trials that have them."""
    if isinstance(value, dict) and isinstance(value.get("trials"), list):
        value = value["trials"]
    if isinstance(value, list):
        return any(
            isinstance(each, dict) and ("distributions" in each or _has_distribution(each))
            for each in value
        )
    return isinstance(value, dict) and _has_distribution(value)


def _has_distribution(value: dict[str, Any]) -> bool:
    return any(map(_is_distribution, value.values()))


def _is_distribution(value: Any) -> bool:
    if isinstance(value, str):
        return value.lstrip().startswith("{") and '"attributes"' in value
    return isinstance(value, dict) and "name" in value and "attributes" in value


def import_optuna(value: Any) -> ImportedSpace:
    """Returns the space of distributions; of several trials the union of their ranges.

    Raises:
        SpaceFault: a field is wrong, or two trials differ in more than a range.
    """
    builder = SpaceBuilder(TOOL)
    trials, place = value, ""
    if isinstance(value, dict) and isinstance(value.get("trials"), list):
        trials, place = value["trials"], "trials"
    if isinstance(trials, dict):
        for name, kind in _kinds(Fields(trials, "", builder.notes), builder).items():
            builder.add((name,), kind)
        return ImportedSpace(builder.build(), TOOL, tuple(builder.notes))
    _add_union(_kinds_of_trials(trials, place, builder), builder)
    return ImportedSpace(builder.build(), TOOL, tuple(dict.fromkeys(builder.notes)))


def _kinds_of_trials(
    trials: list[Any], place: str, builder: SpaceBuilder
) -> list[dict[str, ParameterKind]]:
    found = []
    for at, trial in enumerate(trials):
        fields = Fields(trial, f"{place}[{at}]", builder.notes)
        inner = fields.object_("distributions") if "distributions" in fields else fields
        found.append(_kinds(inner, builder))
    return found


def _add_union(trials: list[dict[str, ParameterKind]], builder: SpaceBuilder) -> None:
    for name in dict.fromkeys(name for trial in trials for name in trial):
        kinds = [trial[name] for trial in trials if name in trial]
        distinct = list(dict.fromkeys(kinds))
        union = distinct[0]
        for kind in distinct[1:]:
            union = united(union, kind, name, builder)
        if len(distinct) > 1:
            builder.note(name, "its range differs between trials; here it is all of them together.")
        if len(kinds) < len(trials):
            count = f"{len(kinds):,} of {len(trials):,}"
            builder.note(name, f"is in {count} trials only; here it is always active.")
        builder.add((name,), union)


def united(
    first: ParameterKind, second: ParameterKind, name: str, builder: SpaceBuilder
) -> ParameterKind:
    """Returns a range that holds those of two trials.

    Raises:
        SpaceFault: one is a choice, the other a range.
    """
    match first, second:
        case Choice(values=values), Choice(values=more):
            return Choice([*values, *(value for value in more if not first.contains(value))])
        case Int(), Int():
            return _united_ints(first, second, name, builder)
        case ((Float() | Int()), (Float() | Int())):
            return _united_floats(first, second, name, builder)
        case _:
            sentence = "is a choice in one trial and a range in another."
            raise SpaceFault(name, sentence, "Import the trials of one kind only.")


def _united_ints(first: Int, second: Int, name: str, builder: SpaceBuilder) -> Int:
    ends = min(first.low, second.low), max(first.high, second.high)
    if first.log != second.log:
        builder.note(name, "is logarithmic in some trials only; here it is linear.")
    if first.log and second.log:
        return Int(*ends, log=True)
    step = math.gcd(first.step or 1, second.step or 1, first.low - second.low)
    return Int(*ends, step=None if step == 1 else step)


def _united_floats(
    first: Float | Int, second: Float | Int, name: str, builder: SpaceBuilder
) -> Float:
    if type(first) is not type(second):
        builder.note(name, "is whole in some trials only; here it is any number.")
    if first.log != second.log:
        builder.note(name, "is logarithmic in some trials only; here it is linear.")
    ends = min(first.low, second.low), max(first.high, second.high)
    step = first.step if (first.step, first.low) == (second.step, second.low) else None
    if step is None and (first.step or second.step):
        builder.note(name, "has other steps in some trials; here it has none.")
    return Float(*ends, log=first.log and second.log, step=step)


def _kinds(parameters: Fields, builder: SpaceBuilder) -> dict[str, ParameterKind]:
    return {
        name: kind_of(value, name, parameters.at(name), builder)
        for name, value in parameters.items()
    }


def kind_of(value: Any, name: str, place: str, builder: SpaceBuilder) -> ParameterKind:
    """Returns what a distribution, as JSON or as text of it, lets a parameter be.

    Raises:
        SpaceFault: a field is wrong.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise SpaceFault(place, f"is {described(value)}, which is not JSON.") from None
    fields = Fields(value, place, builder.notes, name)
    fields.need("name")
    class_name = fields.text("name")
    reader = _READERS.get(class_name)
    if reader is None:
        raise SpaceFault(
            fields.at("name"), f"is {described(class_name)}, which Optuna does not have."
        )
    with placed(place):
        return reader(fields.object_("attributes", name), builder)


def _choice(fields: Fields, builder: SpaceBuilder) -> ParameterKind:
    values = fields.list_("choices")
    return choice_of(values, builder, name=fields.label, place=fields.at("choices"))


def _flag(fields: Fields, key: str) -> bool:
    value = fields.get(key, default=False)
    if isinstance(value, bool):
        return value
    raise SpaceFault(fields.at(key), f"is {described(value)}, but must be true or false.")


def _step(fields: Fields, key: str = "step") -> float | None:
    return None if fields.get(key) is None else fields.number(key)


def _float(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    return Float(fields.number("low"), fields.number("high"), _flag(fields, "log"), _step(fields))


def _int(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    step = _step(fields)
    ends = fields.number("low"), fields.number("high")
    return Int(*ends, _flag(fields, "log"), None if step == 1 else step)  # type: ignore[arg-type]


def _old_log(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    return Float(fields.number("low"), fields.number("high"), log=True)


def _old_steps(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    return Float(fields.number("low"), fields.number("high"), step=_step(fields, "q"))


def _old_log_int(fields: Fields, _builder: SpaceBuilder) -> ParameterKind:
    return Int(fields.number("low"), fields.number("high"), log=True)  # type: ignore[arg-type]


_READERS: dict[str, _Reader] = {
    "FloatDistribution": _float,
    "IntDistribution": _int,
    "CategoricalDistribution": _choice,
    "UniformDistribution": _float,
    "LogUniformDistribution": _old_log,
    "DiscreteUniformDistribution": _old_steps,
    "IntUniformDistribution": _int,
    "IntLogUniformDistribution": _old_log_int,
}
"""Those of Optuna 3 and later, and those that older studies still hold."""
