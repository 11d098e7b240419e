"""The command line from its words to its exit code; main thread.

It starts quickly because each command imports what it needs; nothing here imports Qt.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING

from tuner_gui.arguments import WRONG_USE, parse_arguments
from tuner_gui.commands.exporting import export_session
from tuner_gui.commands.importing import import_file
from tuner_gui.commands.inspecting import inspect
from tuner_gui.commands.looking import validate_session
from tuner_gui.commands.new import make_session
from tuner_gui.commands.once import run_one_trial
from tuner_gui.commands.outcome import DONE, INTERRUPTED, tell
from tuner_gui.commands.run import run_session
from tuner_gui.commands.window import draw_picture, open_window
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BAD_INPUT = WRONG_USE


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        argv: the arguments without the program's name; those of the process by default.

    Returns:
        The exit code: 0 done, 1 the sweep ended without a best trial, 2 wrong use or bad input,
        130 interrupted (and saved).
    """
    arguments = parse_arguments(sys.argv[1:] if argv is None else argv, _COMMANDS)
    with _logging_to_stderr(is_debug=arguments.debug):
        try:
            code: int = arguments.command(arguments)
            sys.stdout.flush()
        except KeyboardInterrupt:
            tell("Interrupted.")
            return INTERRUPTED
        except BrokenPipeError:  # who reads our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        except Exception as error:  # noqa: BLE001 - the edge of the process: one sentence for all
            if arguments.debug:
                import traceback

                traceback.print_exc()
            tell(_sentence(error))
            return BAD_INPUT
    return code


def _sentence(error: Exception) -> str:
    if isinstance(error, TuningError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The system'}: {error.strerror}."
    return f"Internal error: {type(error).__name__}: {error} (--debug shows where)."


@contextlib.contextmanager
def _logging_to_stderr(*, is_debug: bool) -> Iterator[None]:
    """What the program logs, line by line; tracebacks only for who asked for them."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.DEBUG if is_debug else logging.WARNING)
    handler.addFilter(lambda record: is_debug or not record.exc_info)
    logger = logging.getLogger("tuner_gui")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


_COMMANDS = {
    "open": open_window,
    "picture": draw_picture,
    "new": make_session,
    "run": run_session,
    "inspect": inspect,
    "rerun": run_one_trial,
    "import": import_file,
    "export": export_session,
    "validate": validate_session,
}
