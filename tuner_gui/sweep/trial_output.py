"""The output of trials on its way to files; on the pipeline's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.sweep.control import SweepControl
    from tuner_gui.sweep.logs import TrialLogs

logger = logging.getLogger(__name__)


class TrialOutput:
    """Writes what trials print; where that fails, it pauses the sweep once, or goes without.

    Args:
        logs: where output goes; None drops it.
        control: of the sweep.
        asks: somebody is there to be asked.
    """

    def __init__(self, logs: TrialLogs | None, control: SweepControl, *, asks: bool) -> None:
        self._logs = logs
        self._control = control
        self._asks = asks

    def write(self, number: int, data: bytes) -> None:
        """Writes what a trial printed."""
        if self._logs is None:
            return
        try:
            self._logs.write(number, data)
        except OSError as error:
            self._miss(f"The output of trial {number} cannot be written: {error.strerror}.")

    def end(self, number: int) -> None:
        """Closes what belongs to a trial."""
        if self._logs is not None:
            self._logs.end(number)

    def _miss(self, reason: str) -> None:
        """Asks once; whoever goes on without an answer to it goes on without output."""
        if self._control.is_paused:  # for this, or because nothing at all can be written
            return
        if self._asks:
            self._control.pause(reason)
        else:
            logger.warning("%s Further output is dropped.", reason)
            self._logs = None
        self._asks = False
