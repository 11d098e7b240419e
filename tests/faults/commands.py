"""Executors of the harmful program, and what to look at afterwards."""

from __future__ import annotations

from pathlib import Path

import psutil

from tests.contracts.executor_contract import ENDS, end_of, receive_until
from tests.waiting import wait_until
from tuner_gui.core.executor import JobDone, JobFailed, JobLogged, JobLost, TrialJob
from tuner_gui.core.specs import CommandSpec
from tuner_gui.executors.limits import HostLimits
from tuner_gui.executors.local import LocalExecutor

CHECKOUT = Path(__file__).parents[2]
PROGRAM = str(Path(__file__).with_name("command_program.py"))
MARK = "TUNER_TEST_PLACE"
COMMAND = CommandSpec(
    argv=("{python}", PROGRAM, "{act}", "{given}"),
    cwd=str(CHECKOUT),
    environment={MARK: "{given}"},
)
LEAVERS = ["leave", "leave_escaped", "leave_daemon"]
"""What the program can do that leaves another one running."""

QUICK = HostLimits(cooperative_s=0.5, terminate_s=0.2)
PATIENT = HostLimits(cooperative_s=30.0)
"""For tests in which the host has to end its command itself, on a machine however busy."""


def job(number: int = 0, *, timeout_s: float | None = None, act: str, given: str = "") -> TrialJob:
    return TrialJob(number, {"act": act, "given": given}, 1, "acc", timeout_s)


def pid_in(place: Path) -> int:
    wait_until(lambda: place.exists() and place.read_text().strip() != "")
    return int(place.read_text())


def left_of(place: Path) -> list[psutil.Process]:
    """All that the command, and whatever it started, has left running."""
    return [each for each in psutil.process_iter() if _place_of(each) == str(place)]


def _place_of(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(MARK)
    except psutil.Error:  # gone, or dead and not yet reaped
        return None


def start(executor: LocalExecutor, act: str, given: object, **rest) -> None:
    """Runs a command until it prints."""
    executor.submit(job(act=act, given=str(given), **rest))
    receive_until(executor, lambda message: isinstance(message, JobLogged))


def next_end(executor: LocalExecutor) -> JobDone | JobFailed | JobLost:
    messages = receive_until(executor, lambda message: isinstance(message, ENDS))
    return next(message for message in messages if isinstance(message, ENDS))


def assert_that_the_next_trial_runs(executor: LocalExecutor) -> None:
    assert isinstance(end_of(executor, job(9, act="nothing")), JobDone)
