"""The trial that a host runs now: what it reports, whether it is to end; on the host's threads."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.objective import read_metrics
from tuner_gui.core.trial import trial_stem
from tuner_gui.executors.failures import TrialStopped
from tuner_gui.executors.lifeline import be_told_of_parents_end
from tuner_gui.targets.command.orphans import take_in_orphans

if TYPE_CHECKING:
    from types import FrameType

    from tuner_gui.core.trainable import Reporter
    from tuner_gui.executors.wire import HostWire

_ENDED_BY_SIGTERM = 128 + signal.SIGTERM


class RunningTrial:
    """One trial after the other, as their parent sees them; also the link of a command.

    Args:
        wire: to the parent.
    """

    def __init__(self, wire: HostWire) -> None:
        self._wire = wire
        self._number: int | None = None
        self._is_terminated = False
        self.is_stopped = False
        """True once a trial knows that it is to end."""
        self.folder = ""
        """Where trials keep their files; empty where they do not."""

    def begin(self, number: int) -> None:
        """A trial begins."""
        self.is_stopped = self._is_terminated = False
        self._number = number

    def end(self) -> None:
        """The trial is over; what still reports for it is told to end."""
        self._number = None

    def stop_is_asked(self) -> bool:
        """Says whether the trial is to end; from then on it counts as stopped."""
        cancel = ["cancel", self._number]
        self.is_stopped = self.is_stopped or cancel in self._wire.peek()
        return self.is_stopped

    def reporter(self) -> Reporter:
        """Returns what this trial reports by."""
        number = self._number

        def report(step: int, **metrics: float) -> None:
            if self._number != number:
                raise TrialStopped  # a thread that outlived its trial
            if self.stop_is_asked():
                raise TrialStopped
            self._wire.send(("report", number, int(step), read_metrics(metrics, "")))

        return report

    def group_started(self, group: int) -> None:
        """Has the parent end this process group should the host be killed."""
        self._wire.send(("group", group))

    def group_ended(self) -> None:
        """Tells the parent that the group is gone."""
        self._wire.send(("group", 0))

    def trial_folder(self, number: int) -> Path | None:
        """Returns where the files of a trial are kept; None where they are not."""
        return Path(self.folder) / trial_stem(number) if self.folder else None

    def guard_commands(self) -> None:
        """Makes sure that commands end with this host, and all that they start, however it ends.

        SIGTERM, also that of a dying parent, ends the running trial in good order.
        """
        take_in_orphans()
        signal.signal(signal.SIGTERM, self._on_sigterm)
        be_told_of_parents_end()

    def _on_sigterm(self, _number: int, _frame: FrameType | None) -> None:
        if self._number is None:
            os._exit(_ENDED_BY_SIGTERM)
        if not self._is_terminated:  # what ends the command must not be disturbed
            self._is_terminated = self.is_stopped = True
            raise TrialStopped
