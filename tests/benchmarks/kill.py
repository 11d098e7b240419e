"""How long the kill of one trial takes, from the call to the free place; its host is warm.

A trial is as hard to end as they come: deaf to SIGTERM, with a program of its own running.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure

TIMES = 10
GOAL_MS = 100.0

TARGET = """
import signal, subprocess

class Stubborn:
    def __init__(self, params):
        self.waits = params["waits"]

    def train(self, dataset, report):
        if self.waits:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            program = subprocess.Popen(["sleep", "60"], start_new_session=True)
            report(0, pid=program.pid)
            program.wait()

    def validate(self, dataset):
        return 1.0
"""
SCRIPT = """
import signal, subprocess, sys
from tuner_gui.report import report

if sys.argv[1] == "True":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    program = subprocess.Popen(["sleep", "60"], start_new_session=True)
    report(0, pid=program.pid)
    program.wait()
print("score=1")
"""


class Killed:
    """Kills trials of one target, each with a neighbour that works on."""

    def __init__(self, target: object) -> None:
        from tuner_gui import LocalExecutor

        self._executor = LocalExecutor(target, workers=2)  # type: ignore[arg-type]
        self._number = 0

    def ms(self) -> tuple[float, float]:
        """Returns the time to the free place, and to the first report of the next trial."""
        import psutil

        from tuner_gui.core.executor import JobDone, JobLost, JobReported

        self._run(waits=False, until=JobDone)
        program = psutil.Process(int(self._run(waits=True, until=JobReported).metrics["pid"]))
        begin = time.perf_counter()
        self._executor.kill(self._number)
        self._wait(JobLost)
        free_ms = (time.perf_counter() - begin) * 1e3
        if program.is_running() and program.status() != psutil.STATUS_ZOMBIE:
            raise RuntimeError("The trial has left a program running.")
        self._run(waits=True, until=JobReported)
        next_ms = (time.perf_counter() - begin) * 1e3
        self._executor.kill(self._number)
        self._wait(JobLost)
        return free_ms, next_ms

    def _run(self, *, waits: bool, until: type) -> object:
        from tuner_gui import TrialJob

        self._number += 1
        self._executor.submit(TrialJob(self._number, {"waits": waits}, 1, "score"))
        return self._wait(until)

    def _wait(self, until: type) -> object:
        while True:
            for message in self._executor.receive(1.0):
                if isinstance(message, until):
                    return message

    def close(self) -> None:
        self._executor.close()


def measure() -> Iterator[Figure]:
    from tuner_gui import ClassSpec, CommandSpec

    with TemporaryDirectory() as folder:
        target, script = Path(folder) / "stubborn.py", Path(folder) / "script.py"
        target.write_text(TARGET)
        script.write_text(SCRIPT)
        targets = {
            "a Python trial": ClassSpec(path=f"{target}:Stubborn"),
            "a command": CommandSpec(argv=("{python}", str(script), "{waits}"), cwd=folder),
        }
        for name, spec in targets.items():
            yield from figures(name, Killed(spec))


def figures(name: str, killed: Killed) -> Iterator[Figure]:
    try:
        free, following = zip(*(killed.ms() for _ in range(TIMES)), strict=True)
    finally:
        killed.close()
    yield Figure(f"kill of {name}, until its place is free, median", statistics.median(free), "ms")
    yield Figure(f"kill of {name}, until its place is free, longest", max(free), "ms", GOAL_MS)
    yield Figure(f"kill of {name}, until the next one reports", statistics.median(following), "ms")
