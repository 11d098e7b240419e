"""Targets for the executor contract: each does one thing that an executor must carry through."""

from __future__ import annotations

import contextlib
import signal
import sys
import time

from pydantic import BaseModel

from tuner_gui.core.errors import TrainFailure
from tuner_gui.executors.failures import TrialStopped


class Target:
    def __init__(self, params):
        self.params = params

    def train(self, dataset):
        pass

    def validate(self, dataset):
        return 1.0


class Sum(Target):
    def validate(self, dataset):
        return self.params["x"] + self.params["y"]


class Seeded(Target):
    class HyperParams(BaseModel):
        seed: int = 0

    def __init__(self, params, seed):
        self.seeds = {"given": seed, "field": params.seed}

    def validate(self, dataset):
        return self.seeds


class Several(Target):
    def validate(self, dataset):
        return {"loss": 0.25, "accuracy": 0.75, "nan": float("nan"), "up": float("inf")}


class EchoType(Target):
    """Fails with the parameters as its message, so that a test sees what arrived."""

    def train(self, dataset):
        raise TrainFailure(repr(self.params))


class Reporting(Target):
    def train(self, dataset, report):
        for step in range(self.params["steps"]):
            report(step, loss=1 / (step + 1), rate=0.5)


class Raising(Target):
    def train(self, dataset):
        raise ValueError(self.params["text"])


class RaisingOddly(Target):
    def train(self, dataset):
        class Odd(Exception):
            def __str__(self):
                raise RuntimeError("no text")

        raise Odd


class RaisingAfterReport(Target):
    def train(self, dataset, report):
        report(0, loss=1.0)
        report(1, loss="high")


class TrialPruned(Exception):
    """Called like Optuna's."""


class EarlyEnough(TrialPruned):
    pass


class GivingUp(Target):
    def train(self, dataset, report):
        report(0, loss=3.0)
        match self.params["how"]:
            case "pruned":
                raise EarlyEnough(self.params["text"])
            case "stopped":
                raise TrialStopped


class Exiting(Target):
    def train(self, dataset):
        sys.exit(3)


RESULTS = {
    "none": None,
    "text": "0.9",
    "object": object(),
    "function": lambda: None,
    "nested": {"score": [1, 2]},
    "long": "x" * 10_000,
}


class Returning(Target):
    def validate(self, dataset):
        return RESULTS[self.params["result"]]


class Endless(Target):
    """Reports for ever, and swallows every ordinary exception."""

    def train(self, dataset, report):
        step = 0
        while True:
            with contextlib.suppress(Exception):
                report(step, loss=1.0)
            step += 1


class ReturningPart(Target):
    """Ends the training when it is told to, and returns what it has."""

    def train(self, dataset, report):
        with contextlib.suppress(BaseException):
            while True:
                report(0, loss=1.0)


class Converting(Target):
    """Makes an error of its own of whatever ends it."""

    def train(self, dataset, report):
        try:
            while True:
                report(0, loss=1.0)
        except BaseException as error:
            raise RuntimeError("cleaned up") from error


class OutOfMemory(Target):
    def train(self, dataset):
        raise MemoryError


class Ticking(Target):
    """Reports a hundred times a second."""

    def train(self, dataset, report):
        for step in range(self.params["steps"]):
            report(step, loss=1.0)
            time.sleep(0.01)


class Deaf(Target):
    """Says once that it runs; hears nothing from then on."""

    def train(self, dataset, report):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        report(0, loss=1.0)
        while True:
            signal.pause()
