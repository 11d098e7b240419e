"""The journal of a sweep that is to run, and its pause while that cannot be written; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuner_gui.session.journal import JournalObserver
from tuner_gui.session.journal_lines import SweepBegun, TrialMarked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.sweep.control import SweepControl

WAITING = "The trials are kept in memory, and the sweep goes on by itself once that works."


@dataclass(frozen=True, slots=True)
class JournalOrder:
    """Where a sweep keeps its journal.

    Args:
        path: the session's file.
        notes: of the session.
        last: the latest trial of the part before.
        continues: the journal that stands there is of this sweep.
        marks: of the trials, with an empty one for each that is no longer marked.
    """

    path: Path
    notes: str = ""
    last: TrialRecord | None = None
    continues: bool = False
    marks: Mapping[int, TrialMark] = field(default_factory=dict)

    def observer(self, config: SweepConfig, control: SweepControl) -> JournalObserver:
        """Returns the journal of a sweep, which pauses it while it cannot be written."""
        pause = JournalPause(control)
        return JournalObserver(
            self.path,
            SweepBegun(config, self.notes, self.last),
            continues=self.continues,
            said=(TrialMarked(*said) for said in self.marks.items()),
            on_trouble=pause.begin,
            on_relief=pause.end,
            on_retry_failed=pause.hold,
            standing=lambda: (control.applied_to(config), control.history),
        )


class JournalPause:
    """Hears of a journal's trouble, on any thread."""

    def __init__(self, control: SweepControl) -> None:
        self._control = control
        self._reason = ""

    def begin(self, sentence: str) -> None:
        """Pauses the sweep; running trials go on, and what they say waits in memory."""
        self._reason = f"{sentence} {WAITING}"
        self._control.pause(self._reason)

    def hold(self) -> None:
        """Pauses again where somebody resumed: more and more would be in memory only."""
        if not self._control.is_paused:
            self._control.pause(self._reason)

    def end(self) -> None:
        """Goes on, unless a person has decided otherwise meanwhile."""
        if self._control.is_paused and self._control.pause_reason == self._reason:
            self._control.resume()
