"""What a function asks for: parameters, a trial of Optuna's, data, a reporter; any thread."""

from __future__ import annotations

import inspect
import sys
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_type_hints

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.seeding import SEED, admits_seed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOT_SAID = inspect.Parameter.empty
"""The annotation or the default of an argument that has none."""

GIVEN = ("dataset", "report")
"""The arguments that do not come from the search space."""

_TRIALS = frozenset({"Trial", "BaseTrial", "FrozenTrial", "FixedTrial"})


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument that the search space can fill.

    Args:
        name: its name.
        annotation: its type, or `NOT_SAID`; text where it names what cannot be found.
        default: its default, or `NOT_SAID`.
        is_positional: it cannot be given by its name.
    """

    name: str
    annotation: Any
    default: Any
    is_positional: bool

    @property
    def is_required(self) -> bool:
        """Says whether there is no call without it."""
        return self.default is NOT_SAID


@dataclass(frozen=True, slots=True)
class FunctionSignature:
    """What a function is called with.

    Args:
        name: of the function.
        arguments: what the search space can fill.
        given: those of `GIVEN` that it takes.
        is_open: it takes any further keyword.
        trial: the argument that is Optuna's trial; empty where there is none.
        returns: the type that it says to return, or `NOT_SAID`.
    """

    name: str
    arguments: tuple[Argument, ...]
    given: tuple[str, ...]
    is_open: bool
    trial: str
    returns: Any

    @property
    def takes_seed(self) -> bool:
        """Says whether it can be given the trial's seed."""
        return any(each.name == SEED and admits_seed(each.annotation) for each in self.arguments)

    def sorted_out(self, params: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Returns the positional and the keyword arguments of a call.

        Raises:
            TrainFailure: the function does not take one of the parameters, or needs another.
        """
        known = {each.name: each for each in self.arguments}
        for name in params:
            if name not in known and not self.is_open:
                raise TrainFailure(f"{self.name} takes no parameter {name}.", _near(name, known))
        for each in self.arguments:
            if each.is_required and each.name not in params:
                raise TrainFailure(
                    f"{self.name} needs {each.name}, which is not in the search space.",
                    "Add it there, or give it a default in the function.",
                )
        named = dict(params)
        positional = []
        for each in self.arguments:
            if not each.is_positional or each.name not in named:
                break
            positional.append(named.pop(each.name))
        return positional, named


def _near(name: str, known: Mapping[str, Argument]) -> str:
    near = get_close_matches(name, known, n=2)
    return f"Did you mean {' or '.join(near)}?" if near else "Remove it from the search space."


def read_signature(function: Callable[..., Any]) -> FunctionSignature | None:
    """Returns what a function asks for; None for a built-in one that does not say it."""
    try:
        stated = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    hints = _hints(function)
    plain = {
        name: each
        for name, each in stated.parameters.items()
        if each.kind not in {each.VAR_POSITIONAL, each.VAR_KEYWORD}
    }
    arguments = tuple(
        Argument(name, hints.get(name, each.annotation), each.default, _is_positional(each))
        for name, each in plain.items()
        if name not in GIVEN
    )
    trial = _trial_among(arguments)
    return FunctionSignature(
        name=getattr(function, "__name__", type(function).__name__),
        arguments=tuple(each for each in arguments if each.name != trial),
        given=tuple(name for name in GIVEN if name in plain),
        is_open=any(each.kind is each.VAR_KEYWORD for each in stated.parameters.values()),
        trial=trial,
        returns=hints.get("return", stated.return_annotation),
    )


def _is_positional(parameter: inspect.Parameter) -> bool:
    return parameter.kind is inspect.Parameter.POSITIONAL_ONLY


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    """The annotations that can be worked out; one that cannot does not spoil the others."""
    source = function if hasattr(function, "__annotations__") else type(function).__call__
    source = inspect.unwrap(source)
    with suppress(Exception):  # an annotation is the user's code
        return get_type_hints(source, include_extras=True)
    module = sys.modules.get(getattr(source, "__module__", ""))
    names = vars(module) if module else {}
    hints = dict(getattr(source, "__annotations__", {}))
    for name, stated in hints.items():
        if isinstance(stated, str):
            with suppress(Exception):
                hints[name] = eval(stated, names)  # noqa: S307 - the module has been run already
    return hints


def _trial_among(arguments: tuple[Argument, ...]) -> str:
    """The name of the first argument, where it alone is required and is a trial."""
    if not arguments or any(each.is_required for each in arguments[1:]):
        return ""
    first = arguments[0]
    return first.name if first.is_required and _is_trial(first) else ""


def _is_trial(argument: Argument) -> bool:
    stated = argument.annotation
    if stated is NOT_SAID:
        return argument.name == "trial"
    if isinstance(stated, str):
        return stated.rpartition(".")[2] in _TRIALS
    return getattr(stated, "__name__", "") in _TRIALS or argument.name == "trial"
