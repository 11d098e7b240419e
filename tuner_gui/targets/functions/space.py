"""The space that a function states in its signature; only in the child process that loads it.

An argument becomes a parameter as a field of `HyperParams` does; one without a type goes by its
default. A number without bounds gets the range that is proposed for its name.
`Annotated[float, Float(1e-5, 1e-1, log=True)]` states it in this program's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import TypeAdapter
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError

from tuner_gui.core.domains import ParameterKind
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.targets.class_space import parameters_of_type
from tuner_gui.targets.functions.signature import NOT_SAID
from tuner_gui.targets.reading.option import Option, known_value
from tuner_gui.targets.reading.proposing import propose
from tuner_gui.targets.seeding import SEED

if TYPE_CHECKING:
    from tuner_gui.targets.functions.signature import Argument, FunctionSignature

_KINDS = get_args(ParameterKind)


def function_space(signature: FunctionSignature) -> tuple[HyperParamSpace, tuple[str, ...]]:
    """Returns the space, and a sentence for what has to be added by hand."""
    parameters: list[Parameter] = []
    missing = []
    for argument in signature.arguments:
        found = _parameters(argument)
        parameters += found
        is_given = argument.name == SEED and signature.takes_seed
        if not found and argument.is_required and not is_given:
            missing.append(argument.name)
    if not missing:
        return HyperParamSpace(parameters), ()
    note = f"Nothing says which values {', '.join(missing)} can have; add them to the search space."
    return HyperParamSpace(parameters), (note,)


def _parameters(argument: Argument) -> list[Parameter]:
    stated = argument.annotation
    details = get_args(stated) if hasattr(stated, "__metadata__") else ()
    for detail in details:
        if isinstance(detail, _KINDS):
            return [Parameter(argument.name, detail)]
    default = None if argument.default is NOT_SAID else argument.default
    if stated is NOT_SAID or isinstance(stated, str):
        stated = type(default)
    if stated in {int, float}:
        return _of_number(argument, "int" if stated is int else "float")
    if stated is type(None):
        return []
    try:
        return parameters_of_type(argument.name, TypeAdapter[Any](stated), default)
    except (PydanticUserError, PydanticUndefinedAnnotation):
        return []


def _of_number(argument: Argument, of_type: Literal["int", "float"]) -> list[Parameter]:
    known = None if argument.is_required else known_value(argument.default)
    option = Option(
        name=argument.name,
        type=of_type,
        default=known[0] if known else None,
        has_default=known is not None,
    )
    found = propose(option)
    return [Parameter(argument.name, found.parameter_kind())] if found.selected else []
