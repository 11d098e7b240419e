"""Sweeps with a journal that say each finished trial on stdout; run, and killed, by the tests."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from tuner_gui import (
    Budget,
    ClassSpec,
    HyperParamSpace,
    RandomKind,
    SweepConfig,
    TrialCompleted,
    tune,
)
from tuner_gui.core.events import ExperimentEvent
from tuner_gui.session.document import Session
from tuner_gui.session.file import write_session
from tuner_gui.session.headless import run_headless
from tuner_gui.session.opening import OpenSession
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.running import run_sweep

SMALL = 20_000
CONCURRENCY = 2
LATE_S = 0.1
"""What a trial may make up for of those before it."""


class Quick:
    """Ends its trials at even intervals, as far as the machine keeps up."""

    due_s: ClassVar[float] = 0.0

    def __init__(self, params: dict[str, float]) -> None:
        self.params = params

    def train(self, _dataset: object) -> None:
        now = time.monotonic()
        Quick.due_s = max(now - LATE_S, Quick.due_s + self.params["interval_s"])
        if Quick.due_s > now:
            signal.sigtimedwait([], Quick.due_s - now)

    def validate(self, _dataset: object) -> float:
        return float(self.params["x"])


class Teller:
    """Hears after the journal; what it says goes to another process at once."""

    def on_event(self, event: ExperimentEvent) -> None:
        if isinstance(event, TrialCompleted):
            record = event.record
            os.write(1, f"{record.number} {record.params['x']!r}\n".encode())


def config(trials: int, rate: float = 0.0) -> SweepConfig:
    """A random sweep of so many trials a second; 0 is as many as there can be."""
    interval_s = CONCURRENCY / rate if rate else 0.0
    return SweepConfig(
        "driven",
        ClassSpec(path=f"{Path(__file__).absolute()}:Quick"),
        HyperParamSpace().add_float("x", 0, 1).add_constant("interval_s", interval_s),
        RandomKind(),
        budget=Budget(trials=trials, concurrency=CONCURRENCY),
        seed=5,
    )


def sweep(how: str, path: Path, trials: int, rate: float) -> None:
    """Runs until it is killed, or done: then its journal stays."""
    control = SweepControl()
    wanted = config(trials, rate if how == "pool" else rate * CONCURRENCY)
    write_session(path, Session(wanted))
    with JournalOrder(path).observer(wanted, control) as journal:
        observers = [journal, Teller()]
        if how == "pool":
            run_sweep(wanted, observers, control=control)
            return
        tune(
            wanted.strategy,
            wanted.space,
            None,
            observers,
            trainable=Quick,
            budget=wanted.budget,
            seed=wanted.seed,
            control=control,
        )


def go_on(path: Path, more: int) -> None:
    """Recovers the session and runs it on, part after part; each is saved at its end."""
    while True:
        session = OpenSession(path).whole()
        budget = Budget(trials=len(session.records) + more, concurrency=CONCURRENCY)
        session = replace(session, config=replace(session.config, budget=budget))
        run_headless(session, path, shows_progress=False, is_recovered=True, observers=[Teller()])


def headless(path: Path, trials: int) -> None:
    """On a disk that is full until SIGUSR1 comes."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    signal.signal(
        signal.SIGUSR1, lambda *_: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    )
    run_headless(Session(config(trials)), path, shows_progress=False)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["full", path, trials]:
            headless(Path(path), int(trials))
        case ["go on", path, trials]:
            go_on(Path(path), int(trials))
        case [how, path, trials, rate]:
            sweep(how, Path(path), int(trials), float(rate))
