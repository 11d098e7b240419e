"""How a command failed: a sentence, and the last that it said on stderr."""

from __future__ import annotations

import signal

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.giving_up import pruned_in


class CommandFailure(TrainFailure):
    """A command that ended otherwise than well.

    Args:
        tail: the last lines that it wrote to stderr.
        given_up_for: what it said where it ended by Optuna's TrialPruned; None where it did not.
    """

    def __init__(self, message: str, tail: str = "", given_up_for: str | None = None) -> None:
        super().__init__(message)
        self.tail = tail
        self.given_up_for = given_up_for


def command_failure(status: int, tail: str) -> CommandFailure:
    """Returns the failure of a command by its exit status, negative where a signal ended it.

    The last line on stderr is quoted: of a Python script that is the error itself.
    """
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    how = f"exited with status {status}" if status > 0 else f"was ended by {_signal(-status)}"
    said = f": {lines[-1]}" if lines else ""
    given_up_for = pruned_in(lines[-1]) if lines else None
    return CommandFailure(f"The command {how}{said or '.'}", tail, given_up_for)


def _signal(number: int) -> str:
    try:
        return f"signal {number} ({signal.Signals(number).name})"
    except ValueError:
        return f"signal {number}"
