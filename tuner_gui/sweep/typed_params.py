"""Parameters that a person typed, read against a space; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.domains import Float
from tuner_gui.core.errors import TuningError, shortened
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.core.values import freeze_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue


def read_params(space: HyperParamSpace, params: Mapping[str, object]) -> Params:
    """Returns the parameters as a strategy of this space would have asked for them.

    Args:
        space: what they must lie in.
        params: values under their names, dotted or nested; what has only one value may be left out.

    Raises:
        TuningError: they are not of the space; one sentence names the parameter.
    """
    typed: FlatParams = {
        name: freeze_value(value, name)
        for name, value in flatten(params).items()  # type: ignore[arg-type]
    }
    flat: FlatParams = {}
    for parameter in space:
        if parameter.is_active(flat):
            flat[parameter.name] = _value_of(parameter, typed)
    for name in typed:
        if name not in space:
            raise TuningError(f"{shortened(name)} is no parameter of the search space.")
        if name not in flat:
            raise TuningError(f"{name} is not active with these values.", "Leave it out.")
    broken = next((each for each in space.constraints if not each.holds(flat)), None)
    if broken is not None:
        raise TuningError(f"The constraint {broken.text} does not hold.")
    return nest(flat.items())


def _value_of(parameter: Parameter, typed: FlatParams) -> ParamValue:
    name, kind = parameter.name, parameter.kind
    if name not in typed:
        if kind.size == 1:
            return kind.value_at(0)
        raise TuningError(f"{name} is missing.", "Give it a value.")
    value = typed[name]
    if isinstance(kind, Float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not kind.contains(value):
        raise TuningError(
            f"{name} = {shortened(str(value))} is not in its range.",
            "Choose a value that the search space holds.",
        )
    return value
