"""A sweep with a journal that says each finished trial on stdout; run, and killed, by the tests."""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

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
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.sweep.control import SweepControl
from tuner_gui.sweep.running import run_sweep

SMALL = 20_000


class Quick:
    """Takes as long as it is told."""

    def __init__(self, params: dict[str, float]) -> None:
        self.params = params

    def train(self, _dataset: object) -> None:
        if self.params["seconds"]:
            signal.sigtimedwait([], self.params["seconds"])

    def validate(self, _dataset: object) -> float:
        return float(self.params["x"])


class Teller:
    """Hears after the journal."""

    def on_event(self, event: ExperimentEvent) -> None:
        if isinstance(event, TrialCompleted):
            os.write(1, f"{event.record.number}\n".encode())


def config(trials: int, seconds: float) -> SweepConfig:
    return SweepConfig(
        "driven",
        ClassSpec(path=f"{Path(__file__).absolute()}:Quick"),
        HyperParamSpace().add_float("x", 0, 1).add_constant("seconds", seconds),
        RandomKind(),
        budget=Budget(trials=trials, concurrency=2),
        seed=5,
    )


def sweep(how: str, path: Path, seconds: float) -> None:
    control, wanted = SweepControl(), config(1_000_000, seconds)
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


def headless(path: Path, trials: int) -> None:
    """On a disk that is full until SIGUSR1 comes."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    signal.signal(
        signal.SIGUSR1, lambda *_: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    )
    run_headless(Session(config(trials, 0.0)), path, shows_progress=False)


if __name__ == "__main__":
    act, place, *more = sys.argv[1:]
    if act == "full":
        headless(Path(place), int(more[0]))
    else:
        sweep(act, Path(place), float(more[0]))
