"""What a trial that ends without a metric leaves: its error, in a person's words; any thread."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.trial import TrialError
from tuner_gui.targets.command.failure import CommandFailure
from tuner_gui.targets.giving_up import is_pruned

if TYPE_CHECKING:
    from types import TracebackType

_PACKAGE = str(Path(__file__).resolve().parents[1])
_MESSAGE_LIMIT = 300
_TRACEBACK_LIMIT = 8_000

STOPPED = TrialError("stopped", "stopped on request")


class TrialStopped(BaseException):
    """Raised inside a trial by its next report, once it is to end.

    No `Exception`: a training loop that catches everything must not catch this. A target that
    raises it without being asked gives its trial up, as it does by Optuna's TrialPruned.
    """


def timed_out(timeout_s: float) -> TrialError:
    """Returns the error of a trial that took too long."""
    return TrialError("timeout", f"timed out after {timeout_s:g} s")


def too_large(held_mb: float, allowed_mb: float) -> TrialError:
    """Returns the error of a trial that holds too much memory."""
    return TrialError("memory", f"used {held_mb:,.0f} MB of the {allowed_mb:,g} MB allowed")


def trial_error(error: BaseException) -> TrialError:
    """Returns what a person needs to know of an exception that ended a trial.

    The traceback starts in the target: the frames that lead there are the same for each trial.
    """
    if isinstance(error, MemoryError):
        traceback.clear_frames(error.__traceback__)  # gives back what the trial still holds
    if isinstance(error, TrialStopped) or is_pruned(error):
        return _given_up(_said(error))
    if isinstance(error, CommandFailure):  # this program's own frames say nothing of it
        if error.given_up_for is not None:
            return _given_up(error.given_up_for)
        tail = _printable(error.tail)
        return TrialError("TrainFailure", _in_one_line(error), tail)
    lines = traceback.format_exception(type(error), error, _inside_target(error.__traceback__))
    text = _printable("".join(lines))
    if len(text) > _TRACEBACK_LIMIT:
        text = "…\n" + text[-_TRACEBACK_LIMIT:].partition("\n")[2]
    return TrialError(_printable(type(error).__name__), _in_one_line(error), text)


def _given_up(reason: str) -> TrialError:
    return TrialError("pruned", _shortened(f"gave itself up: {reason}".removesuffix(": ")))


def _inside_target(frames: TracebackType | None) -> TracebackType | None:
    inner = frames
    while inner and inner.tb_frame.f_code.co_filename.startswith(_PACKAGE):
        inner = inner.tb_next
    return inner or frames


def _in_one_line(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, SystemExit):
        text = f"{name}: the trial called sys.exit({_said(error)})"
    elif isinstance(error, TuningError):
        text = _said(error)
    else:
        text = f"{name}: {_said(error)}".removesuffix(": ")
    return _shortened(text)


def _shortened(text: str) -> str:
    line = _printable(" ".join(text.split()))
    return line if len(line) <= _MESSAGE_LIMIT else f"{line[: _MESSAGE_LIMIT - 1]}…"


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - the target's own __str__
        return "<its text cannot be read>"


def _printable(text: str) -> str:
    """Text that any file and any window takes: no lone surrogates."""
    return text.encode("utf-8", "replace").decode()
