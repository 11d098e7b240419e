"""Reads a journal: whole after a crash, or on and on while another program writes it; any thread.

Reading only: what is damaged is passed by and counted, the file is left as it is.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never, cast

from tuner_gui.core.events import TrialReported, TuningFinished
from tuner_gui.core.files import opened
from tuner_gui.core.trial import TrialRecord
from tuner_gui.session.journal_lines import (
    SweepBegun,
    SweepMoved,
    SweepNoted,
    SweepSteered,
    TrialAsked,
    TrialMarked,
)
from tuner_gui.session.journal_parsing import DamagedLine, entry_of, said_in
from tuner_gui.session.plain_trials import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.session.journal_lines import SweepEntry
    from tuner_gui.session.journal_parsing import TrialLine
    from tuner_gui.session.plain_trials import PlainTrial
    from tuner_gui.sweep.control import ControlEntry

_PIECE = 1 << 20
_LONGEST_LINE = 1 << 22
"""What is longer was never written by us; nothing may fill the memory."""

BATCH = 1_000
"""So many events come at a time; other threads get their turn in between."""


@dataclass(slots=True)
class JournalStory:
    """What a journal has told so far, besides its trials.

    Args:
        begun: how its first part began; None where that line is damaged.
        config: what the sweep goes by after all that was asked of it; None where nothing was.
        history: what was asked of it.
        marks: what a person said of trials meanwhile; an empty one takes back what was said.
        notes: what the note of the sweep is since then; None where it is as before.
        waiting: the trials that were handed to a worker and have not begun, by number.
        damaged: how many lines could not be used.
        first_damaged: the number of the first of these, from 1; 0 where there is none.
        is_torn: True where the last line is not whole.
        has_ended: True where the sweep ended, or went on in another file.
    """

    begun: SweepBegun | None = None
    config: SweepConfig | None = None
    history: list[ControlEntry] = field(default_factory=list)
    marks: dict[int, TrialMark] = field(default_factory=dict)
    notes: str | None = None
    waiting: dict[int, PlainTrial] = field(default_factory=dict)
    damaged: int = 0
    first_damaged: int = 0
    is_torn: bool = False
    has_ended: bool = False

    @property
    def asked(self) -> dict[int, TrialRecord]:
        """The records of the trials that are waiting."""
        return {number: TrialRecord(*trial) for number, trial in self.waiting.items()}


class JournalReading:
    """Reads a journal from its beginning, and later what was added since.

    Args:
        path: the journal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.story = JournalStory()
        self._offset = 0
        self._lines_read = 0
        self._file_id: tuple[int, int] | None = None

    @property
    def has_begun(self) -> bool:
        """True once something was read."""
        return self._file_id is not None

    def is_replaced(self) -> bool:
        """Says whether the file is gone, or another one, or shorter than what was read of it."""
        try:
            status = self.path.stat()
        except OSError:
            return True
        file_id = (status.st_dev, status.st_ino)
        return self._file_id not in {None, file_id} or status.st_size < self._offset

    def has_more(self) -> bool:
        """Says whether something was added; looks at the size of the file only."""
        try:
            return self.path.stat().st_size > self._offset
        except OSError:
            return False

    def batches(self) -> Iterator[list[ExperimentEvent]]:
        """Yields the events that have not been read yet, at most BATCH at a time.

        Where the end of a trial is in the same batch as its start, it is told in place of that.

        Raises:
            OSError: the file cannot be read.
            DocumentFault: a newer tuner-gui wrote it.
        """
        for lines in self._lines():
            if batch := self._happened(lines):
                yield batch

    def first(self) -> SweepBegun | None:
        """Returns how the journal begins, without reading on; None where that is damaged.

        Raises:
            OSError: the file cannot be read.
            DocumentFault: a newer tuner-gui wrote it.
        """
        with opened(self.path) as file:
            line = file.readline(_LONGEST_LINE)
        try:
            entry = entry_of(line)
        except DamagedLine:
            return None
        return entry if isinstance(entry, SweepBegun) else None

    def _happened(self, lines: list[bytes]) -> list[ExperimentEvent]:
        waiting = self.story.waiting
        events: list[ExperimentEvent] = []
        latest: dict[int, TrialLine] = {}
        before = self._lines_read
        self._lines_read += len(lines)
        for number_of_line, line in enumerate(lines, before + 1):
            try:
                said = said_in(line)
            except DamagedLine:
                self._take_damage(number_of_line)
                continue
            if isinstance(said, tuple):
                event, trial = said
                number = trial[NUMBER]
                if event is TrialAsked:
                    waiting[number] = trial
                else:  # what has begun or ended is no longer only asked for
                    waiting.pop(number, None)
                    latest[number] = said
                continue
            events += _made(latest)
            match said:
                case TrialReported():
                    events.append(said)
                case TuningFinished():
                    self.story.has_ended = True
                    events.append(said)
                case _:
                    self._hear_of_sweep(said)
        return events + _made(latest)

    def _take_damage(self, number_of_line: int) -> None:
        self.story.damaged += 1
        self.story.first_damaged = self.story.first_damaged or number_of_line

    def _hear_of_sweep(self, entry: SweepEntry) -> None:
        story = self.story
        match entry:
            case SweepBegun():
                if story.begun is not None:  # what was noted between the two parts is newer
                    story.notes = entry.notes
                story.begun = story.begun or entry
                story.has_ended = False
            case SweepSteered(config, history):
                story.config = config
                story.history.extend(history)
            case SweepMoved():
                story.has_ended = True
            case TrialMarked(number, mark):
                story.marks[number] = mark
            case SweepNoted(notes):
                story.notes = notes
            case never:
                assert_never(never)

    def _lines(self) -> Iterator[list[bytes]]:
        """The whole lines that come next; what is longer than any line of ours is passed by."""
        with opened(self.path) as file:
            status = os.fstat(file.fileno())
            self._file_id = (status.st_dev, status.st_ino)
            file.seek(self._offset)
            rest, is_too_long = b"", False
            while piece := file.read(_PIECE):
                *lines, rest = (rest + piece).split(b"\n")
                if lines and is_too_long:
                    self._offset += len(lines.pop(0)) + 1
                    is_too_long = False
                for start in range(0, len(lines), BATCH):
                    part = lines[start : start + BATCH]
                    self._offset += sum(map(len, part)) + len(part)
                    yield part
                if len(rest) > _LONGEST_LINE:
                    self._offset += len(rest)
                    if not is_too_long:
                        self._lines_read += 1
                        self._take_damage(self._lines_read)
                    rest, is_too_long = b"", True
            self.story.is_torn = bool(rest) or is_too_long


def _made(latest: dict[int, TrialLine]) -> list[ExperimentEvent]:
    """The events of lines that no later one replaces; none are left."""
    events = [event(TrialRecord(*trial)) for event, trial in latest.values()]
    latest.clear()
    return cast("list[ExperimentEvent]", events)  # those that were asked for are not among them
