"""The parameters of an estimator or a pipeline as a target that was read; any thread, runs nothing.

What scikit-learn says of them was asked for in a child process: see `targets.catalogue` and
`targets.python_targets`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.targets.reading.option import Option, known_value, type_of_value
from tuner_gui.targets.reading.proposing import propose
from tuner_gui.targets.reading.read_target import ReadParameter, ReadTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue

CURATED_REASON = "Its range for this estimator is known from use."
CONSTRAINED_REASON = "Its range follows from what the estimator accepts, and from its default."
STEP_REASON = "Its range is the one that is proposed for this part."
_SELDOM = "It is seldom tuned; tick it to vary it."


def read_estimator(
    target: str,
    style: str,
    space: HyperParamSpace,
    defaults: Mapping[str, ParamValue],
    *,
    reason: str,
    notes: Iterable[str] = (),
) -> ReadTarget:
    """Returns an estimator as it is read.

    Args:
        target: what was named.
        style: `estimator` or `pipeline`.
        space: what is proposed for it.
        defaults: of all that can be set and is a value, under the names of the space.
        reason: why the space is as it is.
        notes: what to know of the space.
    """
    names = dict.fromkeys([*space.names, *defaults])
    return ReadTarget(
        target=target,
        style=style,
        parameters=tuple(
            read_kind(_with_default(name, defaults), space[name].kind, reason)
            if name in space
            else _not_proposed(name, defaults[name])
            for name in names
        ),
        notes=tuple(notes),
    )


def read_kind(parameter: ReadParameter, kind: ParameterKind, reason: str) -> ReadParameter:
    """Returns a parameter with a proposal that was made elsewhere."""
    found = replace(parameter, selected=True, reason=reason, low=None, high=None, values=())
    match kind:
        case Choice(values=values):
            return replace(found, kind="choice", values=values)
        case Float() | Int():
            return replace(
                found,
                kind="float" if isinstance(kind, Float) else "int",
                low=kind.low,
                high=kind.high,
                log=kind.log,
                step=kind.step,
            )
        case Constant(value=value):
            return replace(found, kind="constant", values=(value,))
        case _:  # a bell, which nobody proposes
            return replace(found, kind="constant")


def _with_default(name: str, defaults: Mapping[str, ParamValue]) -> ReadParameter:
    return ReadParameter(
        name=name,
        kind="constant",
        default=defaults.get(name),
        has_default=name in defaults,
        passing="none",
    )


def _not_proposed(name: str, default: ParamValue) -> ReadParameter:
    known = known_value(default)
    option = Option(
        name=name,
        type=type_of_value(known[0]) if known else "",
        default=default,
        has_default=True,
        passing="none",
    )
    found = propose(option)
    return replace(found, selected=False, reason=_SELDOM) if found.selected else found
