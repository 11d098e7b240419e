"""Reads a script's command line by running it up to where it is read, in a child; any thread.

For the user's click: it runs the script's code. The child has a process group of its own that is
killed whole afterwards, its output goes nowhere, and what it found comes back in a file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.command.interpreters import find_interpreters, interpreter_of
from tuner_gui.targets.process_tree import descendants, has_exited, kill_each, signal_group
from tuner_gui.targets.reading.answers import options_of_answer
from tuner_gui.targets.reading.command_lines import CommandLine, read_command_line
from tuner_gui.targets.reading.hydra import hydra_main
from tuner_gui.targets.reading.script import Script
from tuner_gui.targets.reading.sources import ReadingError
from tuner_gui.targets.reading.static import target_of

if TYPE_CHECKING:
    from tuner_gui.targets.reading.read_target import ReadTarget

TIMEOUT_S = 30.0
"""What importing a large library may take on a slow disk."""

RUNNABLE = frozenset({"argparse", "click", "typer", ""})
"""Styles that a run up to the command line reads exactly; an empty one is not known yet."""

_LOOK_EVERY_S = 0.02

_PROBE = Path(__file__).with_name("probe.py")


def read_exactly(
    target: str | Path,
    *,
    python: str = "",
    timeout_s: float = TIMEOUT_S,
    command: tuple[str, ...] | None = None,
    stop: Event | None = None,
) -> ReadTarget:
    """Returns the parameters of a script's argparse, click or typer as the script itself has them.

    Args:
        target: a Python script. It is run, up to where it reads its command line.
        python: the interpreter; that of `{python}` in a command by default.
        timeout_s: after that the script is killed, with all that it started.
        command: the words of the sub-command to run; the one that trains by default.
        stop: once it is set, the script is killed at once.

    Raises:
        ReadingError: it cannot be read or run, does not get there in time, or reads no such
            command line.
    """
    path = Path(target)
    told = _told(path)
    interpreter = interpreter_of(CommandSpec(argv=("{python}",), python=python))
    calls = told.calls if told is not None else 1
    answer = _ask(path, interpreter, calls, timeout_s, stop or Event())
    if "error" in answer:
        raise _failure(path, interpreter, answer["error"])
    options = options_of_answer(answer, told.options if told is not None else ())
    if not options:
        raise ReadingError(f"The command line of {path.name} takes nothing that can be varied.")
    style = answer["library"] if told is None or not told.style else told.style
    return target_of(str(target), str(target), CommandLine(style, options), command)


def _told(path: Path) -> CommandLine | None:
    """What the source tells: how many parsers there are, and bounds that no parser has."""
    script = Script(path)
    if hydra_main(script) is not None:
        raise ReadingError(
            f"{path.name} is a Hydra program, which says all in its configuration files.",
            "Read it without running it.",
        )
    return read_command_line(script)


def _ask(path: Path, interpreter: str, calls: int, timeout_s: float, stop: Event) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="tuner-gui-", ignore_cleanup_errors=True) as folder:
        result = Path(folder) / "result.json"
        arguments = [str(_PROBE), str(result), str(calls), str(path.resolve())]
        try:
            process = subprocess.Popen(
                [interpreter, *arguments],
                cwd=path.resolve().parent,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise ReadingError(
                f"{interpreter} could not be started: {error.strerror}.", "Choose another Python."
            ) from error
        deadline = monotonic() + timeout_s
        try:
            while not (is_done := has_exited(process.pid)) and monotonic() < deadline:
                if stop.wait(_LOOK_EVERY_S):
                    raise ReadingError(f"{path.name} was stopped.")
        finally:
            status = _end(process)
        if not is_done:
            raise ReadingError(
                f"{path.name} did not read its command line within {timeout_s:g} s.",
                "What takes long belongs after the arguments are parsed.",
            )
        return _result(result, path, status)


def _end(process: subprocess.Popen[bytes]) -> int:
    """Kills what still runs of the script, and of what it started; returns its status.

    The script's status is read last: until then no other process can have its id.
    """
    others = descendants(process.pid)
    signal_group(process.pid, signal.SIGKILL)
    kill_each(others)
    return process.wait()


def _result(result: Path, path: Path, status: int) -> dict[str, Any]:
    try:
        answer = json.loads(result.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        how = f"was ended by signal {-status}" if status < 0 else f"ended with code {status}"
        raise ReadingError(f"{path.name} {how} before it read its command line.") from None
    return answer if isinstance(answer, dict) else {"error": {"kind": "end"}}


def _failure(path: Path, interpreter: str, error: dict[str, Any]) -> ReadingError:
    line = f"line {error['line']} of {path.name}" if error.get("line") else path.name
    match error["kind"]:
        case "missing":
            beside = find_interpreters(path.resolve().parent, levels_up=0)
            found = [str(each) for each in beside]
            others = [each for each in found if os.path.realpath(each) != interpreter]
            hint = (
                f"Choose another Python, such as {others[0]}."
                if others
                else ("Choose the Python with which you run the script.")
            )
            return ReadingError(
                f"{path.name} imports {error['module']}, which is not installed in {interpreter}.",
                hint,
            )
        case "syntax":
            where = f"line {error['line']} of {error['file']}"
            return ReadingError(f"There is a syntax error in {where}: {error['message']}.")
        case "raised":
            said = str(error["message"]).rstrip(".")
            return ReadingError(f"{line} failed before its command line was read: {said}.")
        case "exit":
            return ReadingError(f"{path.name} ended itself before it read its command line.")
        case _:
            return ReadingError(
                f"{path.name} came to its end without reading a command line.",
                "Looked for argparse, click and typer; read it without running it.",
            )
