"""Opens a session with what its journal knows beyond it; any thread but the GUI's.

Reading only: the files stay as they are until the session is written again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.events import TrialCompleted, TrialFailed, TrialPruned, TrialStarted
from tuner_gui.core.marks import TrialMarks
from tuner_gui.session.document import Session
from tuner_gui.session.environment import Environment
from tuner_gui.session.faults import DocumentFault, SessionError, shortened
from tuner_gui.session.file import read_session
from tuner_gui.session.journal_reading import JournalReading, JournalStory
from tuner_gui.session.naming import journal_file
from tuner_gui.targets.located import located

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.session.journal_lines import SweepBegun


class OpenSession:
    """A session as its file holds it, and what happened since.

    Args:
        path: the session's file. Where only its journal is left, that is enough.

    Raises:
        SessionError: neither the file nor its journal is a session, or one is too new.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        """What there is to say of the journal, in whole sentences."""
        self.journal: JournalReading | None = None
        """None where there is none, or none of this session."""
        self.has_other_journal = False
        """True where there is one of another sweep."""
        reading = JournalReading(journal_file(path))
        begun = self._first(reading)
        self._stored = self._read(begun)
        if begun is not None and not _belongs(begun, self._stored, path.parent):
            self.notes.append(
                f"{shortened(reading.path.name, 60)} is of another sweep and was left as it is."
            )
            self.journal, self.has_other_journal = None, True

    @property
    def session(self) -> Session:
        """The session, without the trials of the journal; whole once `batches` was read."""
        story = self.story
        config = story.config or self._stored.config
        # a file that was saved while the sweep ran holds some of it already
        history = tuple(dict.fromkeys((*self._stored.history, *story.history)))
        marks = TrialMarks(self._stored.marks)
        marks.put(story.marks)
        notes = self._stored.notes if story.notes is None else story.notes
        return replace(
            self._stored, config=config, history=history, marks=marks.by_number(), notes=notes
        )

    @property
    def story(self) -> JournalStory:
        """What the journal has told so far."""
        return JournalStory() if self.journal is None else self.journal.story

    def batches(self) -> Iterator[list[ExperimentEvent]]:
        """Yields what happened since the file was written.

        Raises:
            SessionError: the journal cannot be read.
        """
        if self.journal is None:
            return
        try:
            yield from self.journal.batches()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise DocumentFault(f"the file cannot be read: {reason}.").named(
                self.journal.path.name
            ) from error
        except DocumentFault as fault:
            raise fault.named(self.path.name) from None

    def whole(self) -> Session:
        """Returns the session with all its trials, those that were running included.

        Raises:
            SessionError: the journal cannot be read.
        """
        records = {record.number: record for record in self._stored.records}
        for batch in self.batches():
            for event in batch:
                match event:
                    case (
                        TrialStarted(record)
                        | TrialCompleted(record)
                        | TrialPruned(record)
                        | TrialFailed(record)
                    ):
                        records[record.number] = record
                    case _:
                        pass
        records.update(self.story.asked)
        return replace(self.session, records=tuple(records[number] for number in sorted(records)))

    def damage(self) -> str:
        """Says what of the journal could not be read, in whole sentences; or nothing."""
        notes = list(self.notes)
        story, name = self.story, shortened(journal_file(self.path).name, 60)
        if story.damaged == 1:
            notes.append(f"Line {story.first_damaged:,} of {name} could not be read.")
        elif story.damaged:
            notes.append(
                f"{story.damaged:,} lines of {name} could not be read; the first is line "
                f"{story.first_damaged:,}."
            )
        if story.is_torn:
            notes.append("The last line of the journal was torn and left out.")
        return " ".join(notes)

    def _first(self, reading: JournalReading) -> SweepBegun | None:
        try:
            begun = reading.first()
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.notes.append(f"{shortened(reading.path.name, 60)} cannot be read: {reason}.")
            return None
        except DocumentFault as fault:
            raise fault.named(self.path.name) from None
        self.journal = reading
        return begun

    def _read(self, begun: SweepBegun | None) -> Session:
        try:
            return read_session(self.path)
        except SessionError:
            if begun is None or self.path.exists():
                raise
            self.notes.append("The session's file is gone; this is what its journal holds.")
            return Session(begun.config, (), Environment(), begun.notes)


def _belongs(begun: SweepBegun, stored: Session, folder: Path) -> bool:
    """Says whether a journal is of this sweep: of the same target, and after the same trials."""
    ours, theirs = located(stored.config, folder), located(begun.config, folder)
    if (ours.target, ours.objective, ours.dataset) != (
        theirs.target,
        theirs.objective,
        theirs.dataset,
    ):
        return False
    last = begun.last
    if last is None:
        return True
    return all(
        record.params == last.params for record in stored.records if record.number == last.number
    )
