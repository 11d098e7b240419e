"""Reads a journal: whole after a crash, or on and on while another program writes it; any thread.

Reading only: what is damaged is passed by and counted, the file is left as it is.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, assert_never

from tuner_gui.core.events import TrialReported, TuningFinished
from tuner_gui.session.journal_lines import (
    DamagedLine,
    SweepBegun,
    SweepMoved,
    SweepNoted,
    SweepSteered,
    TrialAsked,
    TrialMarked,
    entry_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.journal_lines import JournalEntry, SweepEntry
    from tuner_gui.sweep.control import ControlEntry

_PIECE = 1 << 20
_LONGEST_LINE = 1 << 22
"""What is longer was never written by us; nothing may fill the memory."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

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
        asked: the trials that were handed to a worker and have not begun, by number.
        damaged: how many lines could not be used.
        is_torn: True where the last line is not whole.
        has_ended: True where the sweep ended, or went on in another file.
    """

    begun: SweepBegun | None = None
    config: SweepConfig | None = None
    history: list[ControlEntry] = field(default_factory=list)
    marks: dict[int, TrialMark] = field(default_factory=dict)
    notes: str | None = None
    asked: dict[int, TrialRecord] = field(default_factory=dict)
    damaged: int = 0
    is_torn: bool = False
    has_ended: bool = False


class JournalReading:
    """Reads a journal from its beginning, and later what was added since.

    Args:
        path: the journal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.story = JournalStory()
        self._offset = 0
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

        Raises:
            OSError: the file cannot be read.
            DocumentFault: a newer tuner-gui wrote it.
        """
        batch: list[ExperimentEvent] = []
        for line in self._lines():
            event = self._take(line)
            if event is not None:
                batch.append(event)
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def first(self) -> SweepBegun | None:
        """Returns how the journal begins, without reading on; None where that is damaged.

        Raises:
            OSError: the file cannot be read.
            DocumentFault: a newer tuner-gui wrote it.
        """
        with _opened(self.path) as file:
            line = file.readline(_LONGEST_LINE)
        try:
            entry = entry_of(line)
        except DamagedLine:
            return None
        return entry if isinstance(entry, SweepBegun) else None

    def _take(self, line: bytes) -> ExperimentEvent | None:
        try:
            entry = entry_of(line)
        except DamagedLine:
            self.story.damaged += 1
            return None
        return self._heard(entry)

    def _heard(self, entry: JournalEntry) -> ExperimentEvent | None:
        asked = self.story.asked
        match entry:
            case SweepBegun() | SweepSteered() | SweepMoved() | TrialMarked() | SweepNoted():
                self._hear_of_sweep(entry)
                return None
            case TrialAsked(record):
                asked[record.number] = record
                return None
            case TuningFinished():
                self.story.has_ended = True
            case TrialReported():
                pass
            case ended:  # what has begun or ended is no longer only asked for
                asked.pop(ended.record.number, None)
        return entry

    def _hear_of_sweep(self, entry: SweepEntry) -> None:
        story = self.story
        match entry:
            case SweepBegun():
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

    def _lines(self) -> Iterator[bytes]:
        """The whole lines that come next; what is longer than any line of ours is passed by."""
        with _opened(self.path) as file:
            status = os.fstat(file.fileno())
            self._file_id = (status.st_dev, status.st_ino)
            file.seek(self._offset)
            rest, is_too_long = b"", False
            while piece := file.read(_PIECE):
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    self._offset += len(line) + 1
                    if is_too_long:
                        is_too_long = False
                    else:
                        yield line
                if len(rest) > _LONGEST_LINE:
                    self._offset += len(rest)
                    self.story.damaged += not is_too_long
                    rest, is_too_long = b"", True
            self.story.is_torn = bool(rest) or is_too_long


def _opened(path: Path) -> BinaryIO:
    """A file to read from; a pipe in its place would be waited for."""
    descriptor = os.open(path, _FLAGS)
    mode = os.fstat(descriptor).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # of a folder reading says it itself
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no file", str(path))
    try:
        return os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise
