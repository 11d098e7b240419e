"""Reads the target of the setup: the spec it says, and what is wrong with it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
    PythonSpec,
)
from tuner_gui.targets.python_targets import PythonTarget
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.setup.command_draft import read_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.specs import TargetSpec
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.setup.setup_draft import SetupDraft
    from tuner_gui.ui.setup.setup_reading import SetupFacts, SetupReading

_HOW_TO_NAME = "Write package.module:name or path/file.py:name."


def read_target(
    draft: SetupDraft, facts: SetupFacts, reading: SetupReading, names: Sequence[str] | None
) -> TargetSpec | None:
    """Returns the target; None where the fields say none, or none yet.

    Args:
        draft: as typed.
        facts: what it is checked against.
        reading: takes what is wrong.
        names: of the parameters; None where those are not known just now.
    """
    match draft.target_kind:
        case "none":
            reading.ask("target", "Choose a target to train.")
            return None
        case "python":
            return _python_target(draft, facts, reading)
        case "command":
            return _command_target(draft, reading, names)
        case "estimator":
            return _estimator_target(draft, facts, reading)


def python_target(draft: SetupDraft, facts: SetupFacts) -> PythonTarget | None:
    """Returns what the path names, as far as it has been read or the session says so."""
    path = python_path(draft)
    answer = facts.python.get(path)
    if answer is not None and answer.target is not None:
        return answer.target
    match draft.base.target:
        case ClassSpec() | FunctionSpec() | PipelineSpec() as base if base.path == path:
            return PythonTarget(kind=base.kind)
        case _:
            return None


def is_scored(draft: SetupDraft, facts: SetupFacts) -> bool:
    """Says whether the target is scored by cross-validation."""
    if draft.target_kind != "python":
        return draft.target_kind == "estimator"
    found = python_target(draft, facts)
    return found is not None and found.kind == "pipeline"


def estimator_kind(draft: SetupDraft, facts: SetupFacts) -> str:
    """Returns `classifier`, `regressor`, or nothing where it is not known."""
    if draft.target_kind == "estimator" and facts.catalogue is not None:
        entry = facts.catalogue.entry(draft.estimator)
        return "" if entry is None else entry.kind
    found = python_target(draft, facts) if draft.target_kind == "python" else None
    return (found.estimator or "") if found is not None else ""


def scorings(draft: SetupDraft, facts: SetupFacts) -> tuple[str, ...]:
    """Returns the scorers that fit, the usual one first; nothing where they are not known."""
    catalogue: Catalogue | None = facts.catalogue
    kind = estimator_kind(draft, facts)
    return tuple(catalogue.scorings[kind]) if catalogue is not None and kind else ()  # type: ignore[index]


def target_name(draft: SetupDraft) -> str:
    """What the target is called in a sentence."""
    if draft.target_kind == "python":
        source, _, name = draft.python_path.strip().rpartition(":")
        return name if source else ""
    return draft.estimator


def python_path(draft: SetupDraft) -> str:
    """Returns the path of the person's code, as a spec names it."""
    base = draft.base.target
    return tidy(draft.python_path, base.path if isinstance(base, PythonSpec) else "")


def _python_target(
    draft: SetupDraft, facts: SetupFacts, reading: SetupReading
) -> PythonSpec | None:
    """None until it has been read which kind of spec a path needs."""
    path = python_path(draft)
    if not path:
        reading.ask("python_path", "Name the code to tune, such as train.py:objective.")
        return None
    found = python_target(draft, facts)
    if found is not None:
        return _with_scoring(found.spec(path), draft, reading)
    source, _, name = path.rpartition(":")
    try:
        FunctionSpec(path=path)
    except ValidationError:
        if path.endswith((".py", ".py:")):
            reading.ask("python_path", f"Choose what of {_file_name(path)} to tune.")
            reading.is_complete = False
        else:
            reading.refuse("python_path", f"“{path}” names no code. {_HOW_TO_NAME}")
        return None
    reading.is_complete = False
    answer = facts.python.get(path)
    if answer is not None:
        reading.refuse("python_path", answer.problem)
    else:
        where = f"{name} in {_file_name(source)}" if source.endswith(".py") else path
        reading.ask("python_path", f"{where} has not been read yet. Press Enter at its path.")
    return None


def _file_name(path: str) -> str:
    return path.rstrip(":").replace("\\", "/").rpartition("/")[2]


def _with_scoring(spec: PythonSpec, draft: SetupDraft, reading: SetupReading) -> PythonSpec:
    if not isinstance(spec, PipelineSpec):
        return spec
    folds = _folds(draft, reading)
    return spec.model_copy(update={"scoring": draft.scoring, "folds": folds})


def _folds(draft: SetupDraft, reading: SetupReading) -> int:
    folds = whole(draft.folds, 2, 100)
    if folds is not None:
        return folds
    reading.refuse("folds", "Folds is a whole number from 2 to 100.")
    base = draft.base.target
    return base.folds if isinstance(base, EstimatorSpec | PipelineSpec) else 5


def _command_target(
    draft: SetupDraft, reading: SetupReading, names: Sequence[str] | None
) -> CommandSpec | None:
    base = draft.base.target
    kept = base if isinstance(base, CommandSpec) else None
    said = read_command(draft.command, kept, names)
    for field_name, message in said.problems.items():
        if field_name == "command" and not draft.command.text.strip():
            reading.ask(field_name, message)
        elif field_name in said.unreadable:
            reading.refuse(field_name, message)
        else:
            reading.problems[field_name] = message
    reading.unpassed = said.unpassed
    return said.spec


def _estimator_target(draft: SetupDraft, facts: SetupFacts, reading: SetupReading) -> EstimatorSpec:
    catalogue = facts.catalogue
    if catalogue is not None and catalogue.entry(draft.estimator) is None:
        missing = f"scikit-learn {catalogue.scikit_learn} has no {draft.estimator}."
        reading.problems["target"] = catalogue.withheld.get(draft.estimator, missing)
    folds = _folds(draft, reading)
    return EstimatorSpec(estimator=draft.estimator, scoring=draft.scoring, folds=folds)


def tidy(text: str, original: str) -> str:
    """Returns a text without the blanks around it, unless it came so."""
    return text if text == original else text.strip()


def whole(text: str, low: int, high: int) -> int | None:
    """Returns the whole number that a text says; None where it says none within the bounds."""
    number = parse_number(text)
    return number if isinstance(number, int) and low <= number <= high else None
