"""The command that opens the window, and its picture where there is no display; main thread.

Nothing here imports Qt before the window is opened.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.arguments import COMMANDS
from tuner_gui.commands.display import has_display
from tuner_gui.commands.outcome import DONE, tell
from tuner_gui.commands.run import run_to_end
from tuner_gui.core.errors import TuningError
from tuner_gui.resources import demo_session

if TYPE_CHECKING:
    from argparse import Namespace


def open_window(arguments: Namespace) -> int:
    """Opens the window; of the demo without a display, leaves results and a picture instead."""
    sessions: list[Path] = arguments.sessions
    session = sessions[0] if sessions else None
    if session is not None and not session.exists():
        listed = [name for name, command in COMMANDS.items() if command.summary]
        raise TuningError(
            f"{session} is neither a file nor a command.", f"Commands are {', '.join(listed)}."
        )
    if len(sessions) + arguments.demo > 1:
        raise TuningError("A window shows one session.", "Name only one, or none with --demo.")
    if session is not None and session.is_dir():
        raise TuningError(f"{session} is a folder.", "Name a session file in it.")
    if not has_display(sys.platform, os.environ):
        if arguments.demo:
            return _demo_without_window()
        raise TuningError(
            "There is no display to open a window on.", "Use tuner-gui run SESSION without one."
        )
    _require_sound_qt()
    from tuner_gui.app import run_window

    return run_window(session, demo=arguments.demo)


def _require_sound_qt() -> None:
    from tuner_gui.platform_check import refusal

    if sentence := refusal():
        raise TuningError(sentence)


def _demo_without_window() -> int:
    import shutil

    from tuner_gui.session.file import read_session
    from tuner_gui.session.lock import SessionLock
    from tuner_gui.session.naming import logs_folder

    tell("There is no display, so the example runs without a window.")
    folder = Path("demo-output")
    folder.mkdir(exist_ok=True)
    example = demo_session()
    saved, picture = folder / example.name, folder / "window.png"
    best = folder / "best-parameters.yaml"
    shutil.rmtree(logs_folder(saved), ignore_errors=True)  # of the demo before
    session = read_session(example)
    with SessionLock(saved):
        code = run_to_end(session, saved, export=best, is_quiet=False)
    if code:
        return code
    write_picture(saved, picture)
    print(f"Left in {folder}: {saved.name}, {best.name}, {picture.name}")
    return DONE


def write_picture(session: Path, picture: Path, *, is_chart: bool = False) -> None:
    """Has a child draw the filled window, or its chart, so that Qt stays out of this process.

    Args:
        session: what the window shows.
        picture: the file to write; of a chart it may end in .svg.
        is_chart: draw the chart alone, in the light theme.

    Raises:
        TuningError: it could not be drawn or written.
    """
    import subprocess

    from tuner_gui.targets.child import is_frozen

    program = [sys.executable] if is_frozen() else [sys.executable, "-m", "tuner_gui"]
    noun = "chart" if is_chart else "picture of the window"
    picture.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*program, "picture", session, picture, *(["--chart"] if is_chart else [])],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        raise TuningError(f"The {noun} was not ready within 2 minutes.") from None
    if done.returncode != 0 or not picture.exists():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"its process ended with {done.returncode}."
        raise TuningError(f"The {noun} could not be made: {reason}")


def draw_picture(arguments: Namespace) -> int:
    """Draws the window with a session in it, or its chart: what `write_picture` has a child do."""
    _require_sound_qt()
    from tuner_gui.app import write_chart_picture, write_window_picture

    draw = write_chart_picture if arguments.chart else write_window_picture
    draw(arguments.session, arguments.picture)
    return DONE
