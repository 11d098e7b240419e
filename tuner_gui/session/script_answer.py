"""What is known of a script: its parameters, and what it prints; any thread but the GUI's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.targets.command.printed_names import printed_metrics
from tuner_gui.targets.reading.returned_names import LONE_NUMBER, returned_metrics

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

    from tuner_gui.targets.reading.read_target import ReadTarget

_MOST_SOURCE = 2_000_000


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """What is known of a script.

    Args:
        read: None where nothing could be read.
        problem: why not; empty where it could.
        metrics: the names of what it seems to print, or to return.
        is_exact: it was run up to its command line.
    """

    read: ReadTarget | None
    problem: str = ""
    metrics: tuple[str, ...] = ()
    is_exact: bool = False


def read_script(path: Path, command: tuple[str, ...] | None = None) -> ScriptAnswer:
    """Reads a script, a program's name or a configuration file; runs nothing.

    Args:
        path: of the file.
        command: the words of the sub-command to run; the one that trains by default.
    """
    from tuner_gui.targets.reading.static import read_space

    try:
        read = read_space(path, command)
    except TuningError as error:
        return ScriptAnswer(None, str(error), _metrics(path, None))
    return ScriptAnswer(read, metrics=_metrics(path, read))


def read_script_exactly(
    path: Path,
    python: str = "",
    stop: Event | None = None,
    command: tuple[str, ...] | None = None,
) -> ScriptAnswer:
    """Runs a Python script up to where it reads its command line.

    Args:
        path: of the script.
        python: the interpreter; this program's by default.
        stop: once it is set, the script is killed.
        command: the words of the sub-command to run; the one that trains by default.
    """
    from tuner_gui.targets.reading.exact import read_exactly

    try:
        read = read_exactly(path, python=python, stop=stop, command=command)
    except TuningError as error:
        return ScriptAnswer(None, str(error), _metrics(path, None), is_exact=True)
    return ScriptAnswer(read, metrics=_metrics(path, read), is_exact=True)


def _metrics(path: Path, read: ReadTarget | None) -> tuple[str, ...]:
    if path.suffix.lower() not in {".py", ".pyw"}:
        return ()
    if read is not None and read.is_called:
        lone = (LONE_NUMBER,) if read.style == "optuna" else ()
        return returned_metrics(path, read.name_in_file) or lone
    try:
        with path.open("rb") as file:
            source = file.read(_MOST_SOURCE)
    except OSError:
        return ()
    names = [each.name for each in read.parameters] if read is not None else []
    return printed_metrics(source, names)
