"""The search space that the trials of a study were drawn from; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.parameter import Condition
from tuner_gui.core.values import freeze_value, value_key
from tuner_gui.exchange.spaces.builder import SpaceBuilder
from tuner_gui.exchange.spaces.optuna_distributions import TOOL, kind_of, united

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from optuna.trial import FrozenTrial

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.space import HyperParamSpace


@dataclass(frozen=True, slots=True)
class StudySpace:
    """A space, and what the study calls its parameters.

    Args:
        names: the dotted name here for each name there.
        notes: what is not quite as it was, one sentence each.
    """

    space: HyperParamSpace
    names: Mapping[str, str]
    notes: tuple[str, ...]


def space_of_trials(trials: Sequence[FrozenTrial]) -> StudySpace:
    """Returns the union of all ranges.

    A parameter that only some trials have is active where an earlier choice has the values that it
    has in just these trials; else it is always active, which is noted.

    Args:
        trials: of the study; those that came to their end tell what depends on what.

    Raises:
        SpaceFault: a parameter is a choice in one trial and a range in another.
    """
    builder = SpaceBuilder(TOOL)
    whole = [trial for trial in trials if trial.state.is_finished() and trial.state.name != "FAIL"]
    kinds = _kinds(trials, builder)
    names: dict[str, str] = {}
    for name, distinct in kinds.items():
        union = distinct[0]
        for kind in distinct[1:]:
            union = united(union, kind, name, builder)
        if len(distinct) > 1:
            builder.note(name, "its range differs between trials; here it is all of them together.")
        if isinstance(union, Choice) and len(union.values) == 1:
            union = Constant(union.values[0])
        conditions = _conditions(name, kinds, names, whole, builder)
        names[name] = builder.add((name,), union, conditions)
    space = builder.build()
    return StudySpace(space, names, tuple(dict.fromkeys(builder.notes)))


def _kinds(trials: Sequence[FrozenTrial], builder: SpaceBuilder) -> dict[str, list[ParameterKind]]:
    """The different kinds of each parameter, in the order in which the trials suggest them."""
    from optuna.distributions import distribution_to_json

    kinds: dict[str, dict[str, ParameterKind]] = {}
    for trial in trials:
        for name, distribution in trial.distributions.items():
            text = distribution_to_json(distribution)
            known = kinds.setdefault(name, {})
            if text not in known:
                known[text] = kind_of(text, name, name, builder)
    return {name: list(dict.fromkeys(known.values())) for name, known in kinds.items()}


def _conditions(
    name: str,
    kinds: Mapping[str, list[ParameterKind]],
    above: Mapping[str, str],
    trials: Sequence[FrozenTrial],
    builder: SpaceBuilder,
) -> tuple[Condition, ...]:
    having = [trial for trial in trials if name in trial.params]
    if len(having) == len(trials):
        return ()
    for parent in above:
        values = _deciding_values(name, parent, kinds[parent], trials)
        if values:
            shown = " or ".join(map(str, values))
            builder.note(name, f"is in trials only where {parent} is {shown}; here too.")
            return (Condition(above[parent], tuple(values)),)
    if having:
        count = f"{len(having):,} of {len(trials):,}"
        builder.note(name, f"is in {count} trials only; here it is always active.")
    return ()


def _deciding_values(
    name: str, parent: str, kinds: Sequence[ParameterKind], trials: Sequence[FrozenTrial]
) -> list[Any]:
    """The values of a choice with which a parameter is there, if it never is with others."""
    if not all(isinstance(kind, Choice) for kind in kinds):
        return []
    present: dict[Any, Any] = {}
    absent = set()
    for trial in trials:
        if parent not in trial.params:
            if name in trial.params:
                return []
            continue
        value = freeze_value(trial.params[parent])
        if name in trial.params:
            present[value_key(value)] = value
        else:
            absent.add(value_key(value))
    return [] if absent & present.keys() else list(present.values())
