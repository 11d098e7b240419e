"""Writing 100,000 trials as a window and as a terminal does, and opening them again.

Their journal alone is what a killed sweep leaves: three lines a trial.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, seconds

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.core.trial_store import TrialStore

TRIALS = 100_000
ROUNDS = 3
GOAL_S, GOAL_RATIO = 1.0, 1.3
BEGINNING = datetime(2026, 11, 23, tzinfo=UTC)


def trial(number: int) -> TrialRecord:
    from tests.benchmarks.stores import complete

    started = BEGINNING + timedelta(milliseconds=37 * number)
    return replace(complete(number), started_at=started, seed=2**40 + number)


def write_journal(path: Path, trials: list[TrialRecord]) -> None:
    """What a sweep writes: each trial asked for, started and completed."""
    from tuner_gui.core.events import TrialCompleted, TrialStarted
    from tuner_gui.core.trial import TrialState
    from tuner_gui.session.document import Session
    from tuner_gui.session.file import write_session
    from tuner_gui.session.journal_lines import SweepBegun, TrialAsked, entry_line, event_line
    from tuner_gui.session.naming import journal_file

    write_session(path, Session(config()))
    with journal_file(path).open("wb") as file:
        file.write(entry_line(SweepBegun(config())))
        for ended in trials:
            started = replace(
                ended, state=TrialState.RUNNING, metric=None, metrics={}, duration_ms=None
            )
            asked = replace(started, worker="", started_at=None)
            events = TrialAsked(asked), TrialStarted(started), TrialCompleted(ended)
            file.write(b"".join(map(event_line, events)))


def config() -> object:
    from tuner_gui import HyperParamSpace, Objective, RandomKind
    from tuner_gui.core.config import SweepConfig

    objective = Objective("accuracy")
    return SweepConfig("bench", None, HyperParamSpace(), RandomKind(), objective=objective)


def opened(path: Path) -> TrialStore:
    """As the window opens it."""
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.session.opening import OpenSession

    opening = OpenSession(path)
    store = TrialStore.of(opening.session.config.objective, opening.session.records)
    for batch in opening.batches():
        store.apply(batch)
    return store


def measure() -> Iterator[Figure]:
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.session.document import Session
    from tuner_gui.session.file import read_session, write_session
    from tuner_gui.session.opening import OpenSession

    trials = [trial(number) for number in range(TRIALS)]
    store = TrialStore.of(Objective("accuracy"), trials)
    session = Session(config())
    with tempfile.TemporaryDirectory() as name:
        path, live = Path(name, "s.tuner.json"), Path(name, "live.tuner.json")
        write_journal(live, trials)
        calls = (
            store.snapshot,
            lambda: write_session(path, session, store),
            lambda: write_session(path, session, store.records()),
            lambda: write_session(path, session, trials),
            lambda: read_session(path),
            lambda: opened(path),
            lambda: opened(live),
            lambda: OpenSession(live).whole(),
        )
        gc.disable()  # as in the window
        rounds = [[seconds(call) for call in calls] for _ in range(ROUNDS)]
        best = [min(each) for each in zip(*rounds, strict=True)]
        copying, saving, singly, from_records, reading, opening, journal, whole = best
    yield Figure("copying the store, which the window does itself", copying * 1000, "ms", 8.0)
    yield Figure("saving 100,000 trials of a store", saving, "s", GOAL_S)
    yield Figure("saving them one by one", singly, "s")
    yield Figure("saving a store : one by one", saving / singly, "×", 0.5)
    yield Figure("saving 100,000 records", from_records, "s")
    yield Figure("reading their file", reading, "s")
    yield Figure("opening them from their file", opening, "s")
    yield Figure("opening them from a journal", journal, "s")
    yield Figure("opening from a journal : from the file", journal / opening, "×", GOAL_RATIO)
    yield Figure("recovering them without a window", whole, "s")
