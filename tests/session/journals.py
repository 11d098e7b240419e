"""Journals to write and read in tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.session.documents import forest_session
from tuner_gui.core.events import ExperimentEvent, TrialCompleted, TrialStarted
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.session.document import Session
from tuner_gui.session.journal import JournalObserver
from tuner_gui.session.journal_lines import SweepBegun, entry_line, event_line
from tuner_gui.session.naming import journal_file
from tuner_gui.session.opening import OpenSession


class Troubles:
    """Keeps what a journal says of itself."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def trouble(self, sentence: str) -> None:
        self.said.append(sentence)

    def relief(self) -> None:
        self.said.append("relief")


def trial(number: int, state: TrialState = TrialState.COMPLETE) -> TrialRecord:
    is_complete = state is TrialState.COMPLETE
    return TrialRecord(number, {"x": number / 10}, state, number / 10 if is_complete else None)


def events(numbers: Iterable[int]) -> list[ExperimentEvent]:
    return [
        event
        for number in numbers
        for event in (
            TrialStarted(trial(number, TrialState.RUNNING)),
            TrialCompleted(trial(number)),
        )
    ]


def empty_session() -> Session:
    return replace(forest_session(0), history=())


def observer(path: Path, troubles: Troubles, **more: Any) -> JournalObserver:
    return JournalObserver(
        path,
        SweepBegun(empty_session().config, "First try."),
        on_trouble=troubles.trouble,
        on_relief=troubles.relief,
        **more,
    )


def write_journal(path: Path, happened: Sequence[ExperimentEvent]) -> bytes:
    """Writes the journal of a session as a killed program leaves it; returns its bytes."""
    begun = entry_line(SweepBegun(empty_session().config, "First try."))
    data = begun + b"".join(map(event_line, happened))
    journal_file(path).write_bytes(data)
    return data


def opened(path: Path) -> tuple[OpenSession, dict[int, TrialRecord]]:
    """A session with what its journal adds: the latest record of each trial."""
    reading = OpenSession(path)
    return reading, {record.number: record for record in reading.whole().records}
