"""The words on the wire: what a trial host is told, and what it may say; on either side.

Parent to host: `["setup", …]` once, then `["job", …]`, one at a time, and `["cancel", number]`.
Host to parent: `["ready"]` once it has started, `["loaded"]` once the target is (or cannot be), any
number of `["report", …]`, `["group", id]` while a command runs in a group of its own (0 once
it is gone), and one end for each job: `["done", …]`, `["failed", …]` or `["stopped", …]`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobReported
from tuner_gui.core.trial import TrialError
from tuner_gui.executors.failures import STOPPED
from tuner_gui.executors.wire import WireGarbled, to_line

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.executor import TrialJob
    from tuner_gui.core.specs import DatasetSpec, TargetSpec


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """The process group of the command that a host runs; 0 while there is none."""

    group: int


HostSaid: TypeAlias = (
    JobReported | JobDone | JobFailed | JobLost | CommandGroup | Literal["ready", "loaded"]
)


def setup_line(target: TargetSpec, dataset: DatasetSpec, folder: Path | None = None) -> bytes:
    """Tells a host what to load, and where this process would find modules.

    Args:
        target: what is loaded.
        dataset: what its trials are given.
        folder: where trials keep their files; None where they do not.
    """
    said = {
        "target": target.model_dump(),
        "dataset": dataset.model_dump(),
        "folder": "" if folder is None else str(folder.absolute()),
        "path": [place for place in sys.path if place],
    }
    return to_line(("setup", said))


def job_line(job: TrialJob, threads: int) -> bytes:
    """Tells a host to run a trial, in which numeric libraries may use so many threads."""
    return to_line(("job", job.number, job.params, job.seed, job.metric, threads))


def cancel_line(number: int) -> bytes:
    """Tells a host that the next report of a trial is to end it."""
    return to_line(("cancel", number))


def read_host(message: Any) -> HostSaid:
    """Returns what a host said.

    Raises:
        WireGarbled: it said something else.
    """
    try:
        match message:
            case ["done", int(number), dict(metrics), float(ms)]:
                return JobDone(number, _numbers(metrics), ms)
            case ["report", int(number), int(step), dict(metrics)]:
                return JobReported(number, step, _numbers(metrics))
            case ["failed", int(number), str(kind), str(text), str(traceback), float(ms)]:
                return JobFailed(number, TrialError(kind, text, traceback), ms)
            case ["stopped", int(number), dict(metrics), float(ms)]:
                return JobLost(number, STOPPED, ms, _numbers(metrics))
            case ["group", int(group)] if group >= 0:
                return CommandGroup(group)
            case ["ready" | "loaded" as state]:
                return state  # type: ignore[no-any-return]
    except (TypeError, ValueError, OverflowError):
        pass
    raise WireGarbled


def _numbers(metrics: dict[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in metrics.items()}
