"""Executors of the harmful targets, with little patience, and what to look at afterwards."""

from __future__ import annotations

from pathlib import Path

import psutil

from tests.contracts.executor_contract import end_of, job
from tuner_gui.core.executor import JobDone, JobLogged
from tuner_gui.core.specs import ClassSpec
from tuner_gui.executors.limits import HostLimits
from tuner_gui.executors.local import LocalExecutor

TARGETS = Path(__file__).with_name("host_targets.py")
QUICK = HostLimits(cooperative_s=0.05, terminate_s=0.05)


def executor_for(target: str, workers: int = 1, limits: HostLimits = QUICK) -> LocalExecutor:
    return LocalExecutor(ClassSpec(path=f"{TARGETS}:{target}"), workers=workers, limits=limits)


def printed(messages: list) -> bytes:
    return b"".join(message.data for message in messages if isinstance(message, JobLogged))


def assert_that_the_next_trial_runs(executor: LocalExecutor) -> None:
    assert isinstance(end_of(executor, job(1, act="print_everywhere")), JobDone)


def is_gone(pid: int) -> bool:
    """Dead, if perhaps not yet reaped by whoever inherited it."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
