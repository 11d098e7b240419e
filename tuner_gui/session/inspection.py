"""What can be read off a target named in one line; may start a child, so off the GUI."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.values import freeze_value
from tuner_gui.session.estimator_fit import entry_named
from tuner_gui.session.wishes import existing_file, sort_of_target
from tuner_gui.targets.catalogue import load_catalogue
from tuner_gui.targets.python_targets import read_python_target
from tuner_gui.targets.reading.estimators import (
    CONSTRAINED_REASON,
    CURATED_REASON,
    STEP_REASON,
    read_estimator,
    read_kind,
)
from tuner_gui.targets.reading.exact import RUNNABLE, TIMEOUT_S, read_exactly
from tuner_gui.targets.reading.read_target import ReadParameter, ReadTarget
from tuner_gui.targets.reading.static import read_space

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import JsonValue

    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.python_targets import PythonTarget

_STATED = "It is what the target itself says when it is loaded."


def inspect_target(
    target: str,
    cache_folder: Path,
    *,
    is_exact: bool = False,
    python: str = "",
    timeout_s: float = TIMEOUT_S,
) -> ReadTarget:
    """Returns the parameters of a target, each with a proposal.

    A script, a configuration file and what can be told from the source of a module are only read.
    What no source tells, such as the steps of a Pipeline, is loaded in a child process.

    Args:
        target: a script, a configuration file, `module:name`, `file.py:name`, or an estimator.
        cache_folder: where the list of estimators is kept.
        is_exact: run the script up to its command line, or load what is named, in any case.
        python: the interpreter for that; this program's by default.
        timeout_s: how long that may take.

    Raises:
        TuningError: there is no such target, it cannot be read, or it has no parameters.
    """
    match sort_of_target(target):
        case "estimator":
            entry = entry_named(target, load_catalogue(cache_folder))
            reason = CURATED_REASON if entry.is_curated else CONSTRAINED_REASON
            defaults = _frozen(entry.defaults)
            return read_estimator(target, "estimator", entry.space(), defaults, reason=reason)
        case "file":
            path = existing_file(target)
            read = _read_file(path, is_exact=is_exact, python=python, timeout_s=timeout_s)
            return replace(read, target=target)
        case "named":
            return _read_named(target, timeout_s, is_exact=is_exact)


def _read_file(path: Path, *, is_exact: bool, python: str, timeout_s: float) -> ReadTarget:
    if not is_exact or path.suffix.lower() not in {".py", ".pyw"}:
        return read_space(path)
    try:
        told = read_space(path)
    except TuningError:  # a run may tell more, or says itself what is wrong
        told = None
    if told is None or told.style in RUNNABLE:
        return read_exactly(path, python=python, timeout_s=timeout_s)
    is_named = told.target != told.path
    return _loaded(told.target, told, timeout_s) if is_named else told


def _read_named(target: str, timeout_s: float, *, is_exact: bool) -> ReadTarget:
    try:
        told = read_space(target)
    except TuningError:  # its source does not tell; loading it may, or says what is wrong
        told = None
    return told if told is not None and not is_exact else _loaded(target, told, timeout_s)


def _loaded(target: str, told: ReadTarget | None, timeout_s: float) -> ReadTarget:
    """What a module defines, as it says when it is loaded; the rest as its source tells it."""
    found = read_python_target(_from_here(target), timeout_s=timeout_s)
    if found.kind == "pipeline":
        defaults = _frozen(found.defaults)
        return read_estimator(
            target, "pipeline", found.space(), defaults, reason=STEP_REASON, notes=found.notes
        )
    read = told or ReadTarget(target=target, style=found.kind, parameters=())
    parameters = _as_stated(read, found)
    if not parameters:
        name = target.rpartition(":")[2]
        raise TuningError(f"{name} says nothing of its parameters.", " ".join(found.notes))
    return replace(read, parameters=parameters, notes=found.notes)


def _as_stated(read: ReadTarget, found: PythonTarget) -> tuple[ReadParameter, ...]:
    space = found.space()
    told = {each.name: each for each in read.parameters}
    stated = []
    for each in space:
        of_source = told.pop(each.name, None)
        if of_source is not None and of_source.parameter_kind() == each.kind:
            stated.append(replace(of_source, selected=True))
            continue
        known = of_source or ReadParameter(name=each.name, kind="constant", passing="none")
        stated.append(read_kind(known, each.kind, _STATED))
    return (*stated, *(replace(each, selected=False) for each in told.values()))


def _from_here(target: str) -> str:
    source, _, name = target.rpartition(":")
    return f"{existing_file(source)}:{name}" if source.endswith(".py") else target


def _frozen(defaults: Mapping[str, JsonValue]) -> dict[str, ParamValue]:
    return {name: freeze_value(value) for name, value in defaults.items()}
