"""Writes a space as a sweep configuration of Weights & Biases; any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.kinds import GridKind, TpeKind
from tuner_gui.exchange.spaces.losses import Losses, listed_steps
from tuner_gui.exchange.spaces.result import ExportedSpace
from tuner_gui.exchange.spaces.rounding import exact
from tuner_gui.targets.parameter_text import yaml_text

if TYPE_CHECKING:
    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.exchange.spaces.result import SetupHints

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]")
_FIRST_LETTER = re.compile(r"[A-Za-z_]")


def wandb_text(space: HyperParamSpace, hints: SetupHints) -> ExportedSpace:
    """Returns the sweep configuration of a space; dotted names are nested parameters."""
    losses = Losses("W&B")
    is_grid = isinstance(hints.strategy, GridKind)
    document: dict[str, Any] = _head(hints, losses)
    parameters: dict[str, Any] = {}
    document["parameters"] = parameters
    for parameter in losses.settled(space):
        losses.add_disabled(parameter)
        if parameter.conditions:
            losses.add_conditions(parameter)
        fields = _fields(parameter.name, parameter.kind, losses, is_grid=is_grid)
        _put(parameters, parameter.name, fields, losses)
    losses.add_constraints(space)
    comments = ["A search space written by tuner-gui.", *_lost(losses)]
    return ExportedSpace(yaml_text(document, comments), tuple(losses.sentences))


def _lost(losses: Losses) -> list[str]:
    return [f"Not quite as it was: {sentence}" for sentence in losses.sentences]


def _head(hints: SetupHints, losses: Losses) -> dict[str, Any]:
    head: dict[str, Any] = {"name": hints.name} if hints.name else {}
    match hints.strategy:
        case GridKind():
            head["method"] = "grid"
        case TpeKind() if hints.metric:
            head["method"] = "bayes"
            losses.add("method", "TPE is bayes in W&B, which is a Gaussian process.")
        case _:
            head["method"] = "random"
    if hints.metric:
        goal = str(hints.direction) if hints.direction is not None else "maximize"
        head["metric"] = {"name": hints.metric, "goal": goal}
    if hints.trials is not None:
        head["run_cap"] = hints.trials
    return head


def _put(parameters: dict[str, Any], name: str, fields: dict[str, Any], losses: Losses) -> None:
    *groups, leaf = name.split(".")
    inner, path = parameters, []
    for group in groups:
        allowed = _allowed(group)
        while "parameters" not in inner.setdefault(allowed, {"parameters": {}}):
            allowed = f"{allowed}_"
        path.append(allowed)
        inner = inner[allowed]["parameters"]
    last = _allowed(leaf)
    while last in inner:
        last = f"{last}_"
    inner[last] = fields
    if (written := ".".join([*path, last])) != name:
        losses.add(name, f"is called {written} there.")


def _allowed(piece: str) -> str:
    piece = _NOT_IN_NAMES.sub("_", piece)
    return piece if _FIRST_LETTER.match(piece) else f"_{piece}"


def _fields(name: str, kind: ParameterKind, losses: Losses, *, is_grid: bool) -> dict[str, Any]:
    match kind:
        case Constant(value=value):
            return {"value": value}
        case Choice():
            return _choice(name, kind, losses, is_grid=is_grid)
        case Int() | Float():
            return _range(name, kind, losses, is_grid=is_grid)
        case Normal() | LogNormal():
            losses.add_bounds(name, kind)
            if is_grid:
                losses.add(name, "W&B refuses a grid over it.")
            distribution = "normal" if isinstance(kind, Normal) else "log_normal"
            return {"distribution": distribution, "mu": kind.mean, "sigma": kind.deviation}
        case never:
            assert_never(never)


def _choice(name: str, kind: Choice, losses: Losses, *, is_grid: bool) -> dict[str, Any]:
    losses.add_order(name, kind)
    if kind.weights is None:
        return {"values": kind.values}
    if is_grid:
        losses.add(name, "its weights are left out; a grid has none in W&B.")
        return {"values": kind.values}
    whole = sum(kind.weights)
    if abs(whole - 1) > 1e-12:
        losses.add(name, "its weights are written as probabilities, whose sum is 1.")
    return {
        "distribution": "categorical_w_probabilities",
        "values": kind.values,
        "probabilities": [
            weight if abs(whole - 1) <= 1e-12 else weight / whole for weight in kind.weights
        ],
    }


def _range(name: str, kind: Float | Int, losses: Losses, *, is_grid: bool) -> dict[str, Any]:
    is_plain = kind.step in (None, 1) if isinstance(kind, Int) else kind.step is None
    if is_grid and not (is_plain and isinstance(kind, Int) and not kind.log):
        steps = listed_steps(kind)
        if steps is not None:
            losses.add(name, "its grid points are listed one by one.")
            return {"values": steps}
        losses.add(name, "W&B refuses a grid over it, or has too many points.")
    if isinstance(kind, Float):
        losses.add_points(name, kind)
    ends: dict[str, Any] = {"min": kind.low, "max": kind.high}
    if not is_plain:
        return _stepped(name, kind, losses)
    if isinstance(kind, Float):
        return {"distribution": "log_uniform_values" if kind.log else "uniform", **ends}
    if not kind.log:
        return {"distribution": "int_uniform", **ends}
    losses.add(name, "its two ends are drawn half as often in W&B.")
    return {"distribution": "q_log_uniform_values", **ends, "q": 1}


def _stepped(name: str, kind: Float | Int, losses: Losses) -> dict[str, Any]:
    is_multiple = exact(kind.low) % exact(kind.step or 1) == 0
    steps = None if is_multiple else listed_steps(kind)
    if steps is not None:
        losses.add(name, "its steps are listed one by one, since W&B has multiples of q only.")
        return {"values": steps}
    if is_multiple:
        losses.add(name, "its two ends are drawn half as often in W&B.")
    else:
        losses.add(
            name, f"it becomes multiples of {kind.step:g}, which need not begin at its start."
        )
    last = kind.value_at((kind.size or 1) - 1)
    return {"distribution": "q_uniform", "min": kind.low, "max": last, "q": kind.step}
