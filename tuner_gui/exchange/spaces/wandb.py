"""Reads a sweep configuration of Weights & Biases; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuner_gui.core.kinds import GridKind, RandomKind, TpeKind
from tuner_gui.core.objective import Direction
from tuner_gui.exchange.spaces.builder import SpaceBuilder, joined
from tuner_gui.exchange.spaces.faults import SpaceFault, described
from tuner_gui.exchange.spaces.fields import Fields
from tuner_gui.exchange.spaces.result import ImportedSpace, SetupHints
from tuner_gui.exchange.spaces.wandb_kinds import kind_of

if TYPE_CHECKING:
    from tuner_gui.core.kinds import TunerKind

TOOL = "W&B"


_ABOUT_THE_SERVER = ("project", "entity", "controller", "apiVersion", "kind", "job", "image_uri")
_METHODS: dict[str, TunerKind] = {"grid": GridKind(), "random": RandomKind(), "bayes": TpeKind()}


def is_wandb(value: Any) -> bool:
    """Says whether a file looks like a sweep configuration."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("parameters"), dict)
        and "_type" not in value["parameters"]
    )


def import_wandb(value: Any) -> ImportedSpace:
    """Returns the space of a sweep configuration.

    Raises:
        SpaceFault: a field is wrong.
    """
    builder = SpaceBuilder(TOOL)
    top = Fields(value, "", builder.notes, "the file")
    method = top.text("method")
    hints = _hints(top, builder, method)
    _add_all(top.object_("parameters"), (), builder, is_grid=method == "grid")
    space = builder.build()
    if method == "grid":
        for parameter in space:
            if parameter.kind.size is None:
                builder.note(
                    parameter.name, "W&B refuses a grid over it; give it a step or grid points."
                )
    return ImportedSpace(space, TOOL, tuple(builder.notes), hints)


def _hints(top: Fields, builder: SpaceBuilder, method: str) -> SetupHints:
    metric, direction = _objective(top, builder)
    hints = SetupHints(
        name=top.text("name"),
        description=top.text("description"),
        metric=metric,
        direction=direction,
        strategy=_METHODS.get(method),
        trials=top.whole("run_cap"),
    )
    if method == "bayes":
        builder.note("method", "bayes is a Gaussian process in W&B; here it is TPE.")
    elif method and method not in _METHODS:
        builder.note("method", f"{described(method)} is not known here; choose a strategy.")
    if top.get("early_terminate") is not None:
        builder.note("early_terminate", "is left out; every trial runs to its end.")
    if top.get("program") is not None or top.get("command") is not None:
        builder.note("program", "is left out; choose a target of your own.")
        top.get("command")
    if top.get("scheduler") is not None:
        builder.note("scheduler", "is left out.")
    if named := [key for key in _ABOUT_THE_SERVER if top.get(key) is not None]:
        builder.note(joined(named), "left out, being about W&B's server.")
    if unknown := [key for key in top.unread() if key != "parameters"]:
        builder.note(joined(unknown), "left out; W&B does not know it either.")
    return hints


def _objective(top: Fields, builder: SpaceBuilder) -> tuple[str, Direction | None]:
    if "metrics" in top:
        several = top.list_("metrics")
        builder.note("metrics", "there is one objective here, so only the first is taken.")
        if not several:
            raise SpaceFault("metrics", "is empty.")
        metric = Fields(several[0], "metrics[0]", builder.notes)
    elif top.get("metric") is not None:
        metric = top.object_("metric")
    else:
        return "", None
    metric.need("name")
    name = metric.text("name")
    goal = metric.text("goal") or "minimize"
    if goal not in {"minimize", "maximize"}:
        raise SpaceFault(
            metric.at("goal"), f"is {described(goal)}, but must be minimize or maximize."
        )
    if metric.get("target") is not None:
        builder.note(metric.at("target"), "is left out; a sweep does not stop at a target here.")
    if lost := metric.unread():
        builder.note(joined(metric.at(key) for key in lost), "left out.")
    return name, Direction(goal)


def _add_all(
    parameters: Fields, groups: tuple[str, ...], builder: SpaceBuilder, *, is_grid: bool
) -> None:
    items = parameters.items()
    if not items:
        raise SpaceFault(parameters.place, "has no parameters.")
    for name, value in items:
        fields = Fields(value, parameters.at(name), builder.notes, ".".join((*groups, name)))
        if "parameters" in fields:
            _note_unknown(fields, {"distribution", "parameters"})
            inner = fields.object_("parameters")
            _add_all(inner, (*groups, name), builder, is_grid=is_grid)
            continue
        kind = kind_of(fields, builder, is_grid=is_grid)
        _note_unknown(fields, set())
        builder.add((*groups, name), kind)


def _note_unknown(fields: Fields, known: set[str]) -> None:
    if unknown := [key for key in fields.unread() if key not in known]:
        fields.note(f"{joined(unknown)} is left out; it means nothing there.")
