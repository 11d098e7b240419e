"""Reads a search space of NNI, alone or in an experiment; any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tuner_gui.core.kinds import GridKind, RandomKind, TpeKind
from tuner_gui.core.objective import Direction
from tuner_gui.exchange.spaces.builder import SpaceBuilder, joined
from tuner_gui.exchange.spaces.faults import SpaceFault, described, shortened
from tuner_gui.exchange.spaces.fields import Fields
from tuner_gui.exchange.spaces.nni_space import add_parameters
from tuner_gui.exchange.spaces.result import ImportedSpace, SetupHints

if TYPE_CHECKING:
    from tuner_gui.core.kinds import TunerKind

TOOL = "NNI"


_TUNERS: dict[str, TunerKind] = {
    "TPE": TpeKind(),
    "Random": RandomKind(),
    "GridSearch": GridKind(),
}
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_DURATION = re.compile(r"(\d{1,9})\s*([smhd])")
_LEFT_OUT = ("assessor", "advisor", "trainingService", "useAnnotation", "trialCommand")


def is_nni_space(value: Any) -> bool:
    """Says whether a file looks like a search space: objects with a `_type`."""
    return isinstance(value, dict) and any(
        isinstance(each, dict) and "_type" in each for each in value.values()
    )


def is_nni_experiment(value: Any) -> bool:
    """Says whether a file looks like an experiment."""
    return isinstance(value, dict) and not {"searchSpace", "searchSpaceFile"}.isdisjoint(value)


def import_nni_space(value: Any) -> ImportedSpace:
    """Returns a search space.

    Raises:
        SpaceFault: a field is wrong.
    """
    builder = SpaceBuilder(TOOL)
    add_parameters(Fields(value, "", builder.notes), builder)
    return ImportedSpace(builder.build(), TOOL, tuple(builder.notes))


def import_nni_experiment(value: Any) -> ImportedSpace:
    """Returns the search space of an experiment, and what else that says.

    Raises:
        SpaceFault: a field is wrong, or the space is in a file of its own.
    """
    builder = SpaceBuilder(TOOL)
    top = Fields(value, "", builder.notes, "the file")
    if "searchSpace" not in top:
        hint = f"Import {shortened(top.text('searchSpaceFile'), 60)} itself."
        raise SpaceFault("searchSpaceFile", "names another file, which holds the space.", hint)
    hints = _hints(top, builder)
    add_parameters(top.object_("searchSpace"), builder)
    return ImportedSpace(builder.build(), TOOL, tuple(builder.notes), hints)


def _hints(top: Fields, builder: SpaceBuilder) -> SetupHints:
    strategy, direction = _tuner(top, builder)
    for key in _LEFT_OUT:
        if top.get(key) not in (None, False):
            builder.note(key, "is left out.")
    return SetupHints(
        name=top.text("experimentName"),
        direction=direction,
        strategy=strategy,
        trials=top.whole("maxTrialNumber"),
        concurrency=top.whole("trialConcurrency", most=1_024),
        time_limit_s=_duration(top, "maxExperimentDuration"),
        trial_timeout_s=_duration(top, "maxTrialDuration"),
    )


def _tuner(top: Fields, builder: SpaceBuilder) -> tuple[TunerKind | None, Direction | None]:
    if top.get("tuner") is None:
        return None, None
    tuner = top.object_("tuner")
    name = tuner.text("name")
    if name and name not in _TUNERS:
        builder.note("tuner.name", f"there is no {described(name)} here; choose a strategy.")
    direction = None
    if tuner.get("classArgs") is not None:
        arguments = tuner.object_("classArgs")
        mode = arguments.text("optimize_mode")
        if mode not in {"", "maximize", "minimize"}:
            raise SpaceFault(
                arguments.at("optimize_mode"),
                f"is {described(mode)}, but must be minimize or maximize.",
            )
        direction = Direction(mode) if mode else None
        if lost := arguments.unread():
            builder.note(joined(arguments.at(key) for key in lost), "left out.")
    return _TUNERS.get(name), direction


def _duration(top: Fields, key: str) -> float | None:
    value = top.get(key)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**10:
        return float(value)
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not int(found[1]):
        raise SpaceFault(key, f"is {described(value)}, but must be a time such as 10m or 2h.")
    return float(int(found[1]) * _SECONDS[found[2]])
