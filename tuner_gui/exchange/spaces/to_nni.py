"""Writes a space as a search space of NNI; any thread.

NNI has conditions only as choices with parameters in them: a parameter stands in the branches of
the last parameter that it depends on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.exchange.spaces.losses import Losses, listed_steps
from tuner_gui.exchange.spaces.result import ExportedSpace
from tuner_gui.exchange.spaces.rounding import exact
from tuner_gui.targets.parameter_text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue
    from tuner_gui.exchange.spaces.result import SetupHints

_CHOOSER = "._name"


def nni_text(space: HyperParamSpace, _hints: SetupHints) -> ExportedSpace:
    """Returns the search space of NNI."""
    writer = _Writer(space)
    text = json_text(writer.top())
    return ExportedSpace(text, tuple(dict.fromkeys(writer.losses.sentences)))


class _Writer:
    """Puts each parameter under its host: the last choice that its conditions name."""

    def __init__(self, space: HyperParamSpace) -> None:
        self.losses = Losses("NNI")
        self._constraints = space
        self._space = self.losses.settled(space)
        self._hosts: dict[str, str] = {}
        self._above: dict[str, set[str]] = {}
        for parameter in self._space:
            self._find_host(parameter)
        self._guests: dict[str, list[Parameter]] = {}
        for parameter in self._space:
            self._guests.setdefault(self._hosts.get(parameter.name, ""), []).append(parameter)

    def top(self) -> dict[str, Any]:
        """Returns the whole search space."""
        found = self._object("", "", {})
        self.losses.add_constraints(self._constraints)
        return found

    def _find_host(self, parameter: Parameter) -> None:
        self.losses.add_disabled(parameter)
        parents = [condition.parent for condition in parameter.conditions]
        if not parents:
            return
        host = max(parents, key=self._space.names.index)
        above = {host, *self._above.get(host, ())}
        if not above.issuperset(parents) or not _can_host(self._space[host].kind):
            self.losses.add_conditions(parameter)
            return
        self._hosts[parameter.name] = host
        self._above[parameter.name] = above

    def _object(self, host: str, prefix: str, path: Mapping[str, ParamValue]) -> dict[str, Any]:
        """What is active under a host, by names of which none is lost."""
        found: dict[str, Any] = {}
        for parameter in self._active(host, path):
            wish, value = self._entry(parameter, prefix, path)
            key = wish
            while key in found:
                key = f"{key}_"
            if key != wish:
                told = f"is called {key} in the object of {prefix.rstrip('.')}."
                self.losses.add(parameter.name, told)
            found[key] = value
        return found

    def _active(self, host: str, path: Mapping[str, ParamValue]) -> Iterator[Parameter]:
        """The parameters that are active under a host, where the path has been chosen."""
        for parameter in self._guests.get(host, []):
            if all(
                condition.holds(path[condition.parent])
                for condition in parameter.conditions
                if condition.parent in path
            ):
                yield parameter

    def _entry(
        self, parameter: Parameter, prefix: str, path: Mapping[str, ParamValue]
    ) -> tuple[str, Any]:
        name = parameter.name
        is_inside = prefix == "" or name.startswith(prefix)
        key = name.removeprefix(prefix) if is_inside else name
        is_chooser = key.endswith(_CHOOSER) and isinstance(parameter.kind, Choice)
        if name in self._guests or is_chooser:
            key, value = self._nested(parameter, key, path)
        else:
            value = _fields(name, parameter.kind, self.losses)
        if not is_inside:
            self.losses.add(name, f"stands in the object of {prefix.rstrip('.')} in NNI's result.")
        elif "." in key:
            self.losses.add(name, "NNI gives it under this flat name, not in a group.")
        return key, value

    def _nested(
        self, parameter: Parameter, key: str, path: Mapping[str, ParamValue]
    ) -> tuple[str, Any]:
        kind = parameter.kind
        values = kind.values if isinstance(kind, Choice) else ()
        if isinstance(kind, Choice):
            self.losses.add_order(parameter.name, kind)
            _add_weights(parameter.name, kind, self.losses)
        is_chooser = key.endswith(_CHOOSER)
        prefix = f"{parameter.name.removesuffix(_CHOOSER)}." if is_chooser else ""
        if not is_chooser:
            inner = parameter.name
            self.losses.add(
                inner, f"NNI's result has an object there: the value is {inner}{_CHOOSER}."
            )
            prefix = f"{parameter.name}."
        branches = [
            {
                "_name": value,
                **self._object(parameter.name, prefix, {**path, parameter.name: value}),
            }
            for value in values
        ]
        return key.removesuffix(_CHOOSER), {"_type": "choice", "_value": branches}


def _can_host(kind: ParameterKind) -> bool:
    return isinstance(kind, Choice) and not any(isinstance(each, tuple) for each in kind.values)


def _fields(name: str, kind: ParameterKind, losses: Losses) -> dict[str, Any]:
    match kind:
        case Constant(value=value):
            return _choice([value])
        case Choice(values=values):
            losses.add_order(name, kind)
            _add_weights(name, kind, losses)
            return _choice(values)
        case Int():
            return _int(name, kind, losses)
        case Float():
            return _float(name, kind, losses)
        case Normal() | LogNormal():
            losses.add_bounds(name, kind)
            return {
                "_type": "normal" if isinstance(kind, Normal) else "lognormal",
                "_value": [kind.mean, kind.deviation],
            }
        case never:
            assert_never(never)


def _add_weights(name: str, kind: Choice, losses: Losses) -> None:
    if kind.weights is not None:
        losses.add(name, "its weights are left out; NNI draws its values alike.")


def _choice(values: Any) -> dict[str, Any]:
    return {"_type": "choice", "_value": list(values)}


def _int(name: str, kind: Int, losses: Losses) -> dict[str, Any]:
    if kind.step in (None, 1) and not kind.log:
        return {"_type": "randint", "_value": [kind.low, kind.high + 1]}
    if kind.log:
        losses.add(name, "is logarithmic in NNI by rounding, which gives 8.0 instead of 8.")
        return {"_type": "qloguniform", "_value": [kind.low, kind.high, 1]}
    steps = listed_steps(kind)
    if steps is not None:
        losses.add(name, "its steps are listed one by one.")
        return _choice(steps)
    losses.add(name, "its steps become multiples of its step, and 8.0 instead of 8.")
    last = kind.value_at((kind.size or 1) - 1)
    return {"_type": "quniform", "_value": [kind.low, last, kind.step]}


def _float(name: str, kind: Float, losses: Losses) -> dict[str, Any]:
    losses.add_points(name, kind)
    if kind.step is None:
        return {"_type": "loguniform" if kind.log else "uniform", "_value": [kind.low, kind.high]}
    steps = None if exact(kind.low) % exact(kind.step) == 0 else listed_steps(kind)
    if steps is not None:
        losses.add(name, "its steps are listed one by one, since NNI has multiples only.")
        return _choice(steps)
    losses.add(name, "its steps are multiples of its step in NNI, the ends half as often.")
    last = kind.value_at((kind.size or 1) - 1)
    return {"_type": "quniform", "_value": [kind.low, last, kind.step]}
