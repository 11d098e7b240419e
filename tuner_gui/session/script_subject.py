"""What is tuned of a script or a configuration file; only reads them, any thread but the GUI's."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import CommandSpec, NoDataSpec
from tuner_gui.session.script_answer import ScriptAnswer, read_script
from tuner_gui.session.script_draft import ANY_METRIC, ScriptDraft, script_beside
from tuner_gui.session.wishes import Subject, existing_file, script_words
from tuner_gui.targets.reading.config_files import SUFFIXES
from tuner_gui.targets.reading.static import read_overrides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.session.wishes import SweepWishes

_CONFIG_FOLDERS = ("", "conf", "config", "configs")


def script_draft(wishes: SweepWishes) -> ScriptDraft:
    """Returns what the window makes of a file that is chosen there, with its ticks as proposed.

    Raises:
        TuningError: there is no such file or sub-command, or it has no parameters.
    """
    name, words = script_words(wishes.target)
    path = existing_file(name)
    command = words or wishes.command or None
    if wishes.config:
        return _overriding(path, existing_file(wishes.config), command)
    answer = read_script(path, command)
    if answer.read is None:
        beside = _configuration_near(path)
        hint = (
            f"If it takes name=value for what {beside} holds, add --config {beside}."
            if beside and path.suffix.lower() not in SUFFIXES and command is None
            else ""
        )
        raise TuningError(answer.problem, hint)
    return ScriptDraft.of(path, answer)


def script_subject(draft: ScriptDraft, wishes: SweepWishes) -> Subject:
    """Returns what a draft makes of a script, with what is wished for.

    Raises:
        TuningError: nothing says which command runs the file, or a wish does not fit.
    """
    path, read = draft.path, draft.read
    if draft.needs_command and not script_beside(path):
        raise TuningError(
            f"Nothing says which command runs {path.name}.",
            "Put it beside its train.py, or choose it in the window and write the command. A "
            "script that takes its values as name=value is the TARGET, and the file its --config.",
        )
    if wishes.metric:
        draft = draft.with_metric(wishes.metric)
    target = draft.target()
    if wishes.data:
        raise TuningError(
            f"{path.name} is run as a program, which brings its own data.",
            "Leave --data out, or name a function in it: FILE.py:NAME.",
        )
    if isinstance(target, CommandSpec) and wishes.python:
        target = target.model_copy(update={"python": _interpreter(wishes.python)})
    notes = [] if read is None else list(read.notes)
    if missing := draft.missing():
        notes.append(missing_words(missing))
    if not draft.metric:
        notes.append(no_metric_words(f"what {path.name} prints"))
    metric = draft.metric or ANY_METRIC
    return Subject(target, draft.space(), NoDataSpec(), metric, draft.direction, tuple(notes))


def missing_words(names: Sequence[str]) -> str:
    """Returns the sentence about what a script does not run without, and nothing varies."""
    marks = ", ".join(f"{{{name}}}" for name in names)
    return (
        f"The script needs {', '.join(names)}: write the value in the command in place of {marks}, "
        "or add it to the search space."
    )


def no_metric_words(where: str) -> str:
    """Returns the sentence about a metric that was found nowhere."""
    return (
        f"The metric was not found in {where}: name it by --metric NAME. The session looks for "
        f"{ANY_METRIC}, which is a guess."
    )


def _interpreter(python: str) -> str:
    """The interpreter as the session names it: as it is found from any folder."""
    if shutil.which(python) is None:
        raise TuningError(f"There is no interpreter {python}.", "Name a Python, or its path.")
    return python if Path(python).name == python else str(Path(python).absolute())


def _overriding(path: Path, config: Path, command: tuple[str, ...] | None) -> ScriptDraft:
    """A script that takes `name=value` for the values of a configuration file."""
    if path.suffix.lower() not in {".py", ".pyw"} or config.suffix.lower() not in SUFFIXES:
        raise TuningError(
            f"{path.name} with --config {config.name} is no script with its configuration.",
            "Name the Python script as the TARGET, and its YAML, JSON or TOML file by --config.",
        )
    read = replace(read_overrides(path, config), command=command or ())
    return ScriptDraft.of(path, ScriptAnswer(read, metrics=read_script(path).metrics))


def _configuration_near(path: Path) -> str:
    """The configuration file that most likely belongs to a script; empty without one."""
    for folder in _CONFIG_FOLDERS:
        try:
            beside = sorted((path.parent / folder).glob("*.y*ml"))
        except OSError:
            continue
        if beside:
            return str(beside[0].relative_to(path.parent))
    return ""
