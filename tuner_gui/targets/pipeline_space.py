"""The space proposed for an estimator and all that it is made of; where scikit-learn is loaded."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.values import freeze_value
from tuner_gui.targets.curated import CURATED
from tuner_gui.targets.pipelines import is_estimator
from tuner_gui.targets.proposals import RETIRED, propose_estimator_space

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import JsonValue

    from tuner_gui.core.parameter import Parameter


def pipeline_space(estimator: Any) -> HyperParamSpace:
    """Returns the space of an estimator, or of the steps of a Pipeline under their names.

    Of what an estimator is made of, the classes with a curated space are taken; the last step of
    a Pipeline, or an estimator that stands alone, gets a space in any case.
    """
    parts: Mapping[str, Any] = estimator.get_params(deep=True)
    known = {name.replace("__", ".") for name in parts}
    last = f"{estimator.steps[-1][0]}" if hasattr(estimator, "steps") else ""
    found = [*_proposed(estimator, "")] if not last else []
    for name, part in parts.items():
        is_wanted = name == last or type(part).__name__ in CURATED
        if is_estimator(part) and is_wanted:
            found += _proposed(part, f"{name.replace('__', '.')}.")
    own = {parameter.name: parameter for parameter in found if parameter.name in known}
    return HyperParamSpace(
        each
        for each in own.values()
        if all(condition.parent in own for condition in each.conditions)
    )


def plain_defaults(estimator: Any) -> dict[str, JsonValue]:
    """Returns what an estimator and its parts are set to now, as far as it is a plain value."""
    found: dict[str, JsonValue] = {}
    for name, value in estimator.get_params(deep=True).items():
        with contextlib.suppress(InvalidSpace):
            frozen = freeze_value(value)
            if not isinstance(frozen, tuple) and frozen not in RETIRED:
                found[name.replace("__", ".")] = frozen
    return found


def _proposed(estimator: Any, prefix: str) -> Iterator[Parameter]:
    for parameter in propose_estimator_space(type(estimator)):
        conditions = tuple(
            replace(each, parent=f"{prefix}{each.parent}") for each in parameter.conditions
        )
        yield replace(parameter, name=f"{prefix}{parameter.name}", conditions=conditions)
