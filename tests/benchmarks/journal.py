"""The cost of an event in the journal, against a bare dumps and write; and of reading it back."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, seconds

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialRecord

EVENTS = 50_000
ROUNDS = 3
GOAL_US, GOAL_RATIO = 15.0, 3.0


def observer_cost(folder: Path, events: list[object]) -> float:
    from tuner_gui import HyperParamSpace, RandomKind
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.journal import JournalObserver
    from tuner_gui.session.journal_lines import SweepBegun

    begun = SweepBegun(SweepConfig("bench", None, HyperParamSpace(), RandomKind()))
    path = folder / "s.tuner.json"
    with JournalObserver(path, begun, on_trouble=print, on_relief=print) as journal:
        cost = seconds(lambda: [journal.on_event(event) for event in events])
    journal.remove()
    return cost


def bare_cost(folder: Path, event: object) -> float:
    from tuner_gui.session.journal_lines import event_line

    value = json.loads(event_line(event))
    descriptor = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write_all() -> None:
        for _ in range(EVENTS):
            os.write(descriptor, json.dumps(value).encode() + b"\n")

    cost = seconds(write_all)
    os.close(descriptor)
    return cost


def reading_cost(folder: Path, record: TrialRecord) -> float:
    from tuner_gui.core.events import TrialCompleted
    from tuner_gui.session.journal_lines import event_line
    from tuner_gui.session.journal_reading import JournalReading

    path = folder / "whole"
    ended = (TrialCompleted(replace(record, number=number)) for number in range(EVENTS))
    path.write_bytes(b"".join(map(event_line, ended)))
    return seconds(lambda: sum(map(len, JournalReading(path).batches())))


def measure() -> Iterator[Figure]:
    from tuner_gui.core.events import TrialCompleted, TrialReported
    from tuner_gui.core.trial import TrialRecord, TrialState

    params = {"x": 0.25, "depth": 12, "criterion": "gini", "optimizer": {"lr": 1e-3}}
    record = TrialRecord(
        7, params, TrialState.COMPLETE, 0.93, {"accuracy": 0.93, "fit_s": 0.5}, 123.5,
        datetime.now(UTC), worker="worker 1", seed=2**40,
    )  # fmt: skip
    ended = TrialCompleted(record)
    report = TrialReported(7, 3, {"loss": 0.5, "accuracy": 0.9})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calls = (
            partial(observer_cost, folder, [ended] * EVENTS),
            partial(bare_cost, folder, ended),
            partial(observer_cost, folder, [report] * EVENTS),
            partial(reading_cost, folder, record),
        )
        rounds = [[call() for call in calls] for _ in range(ROUNDS)]
        own, bare, reported, read = (min(each) * 1e6 / EVENTS for each in zip(*rounds, strict=True))
    yield Figure("a finished trial in the journal", own, "µs", GOAL_US)
    yield Figure("a report in the journal", reported, "µs", GOAL_US)
    yield Figure("a bare json.dumps and write", bare, "µs")
    yield Figure("the journal : the bare line", own / bare, "×", GOAL_RATIO)
    yield Figure("a finished trial read back", read, "µs")
