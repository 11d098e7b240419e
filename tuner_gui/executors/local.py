"""Trials in this machine's processes: a pool of warm trial hosts; on the pipeline's thread."""

from __future__ import annotations

import selectors
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.errors import Internal
from tuner_gui.core.specs import NoDataSpec
from tuner_gui.executors.departures import Departures
from tuner_gui.executors.host_process import HostProcess
from tuner_gui.executors.lifeline import GroupGuard
from tuner_gui.executors.limits import HostLimits
from tuner_gui.executors.messages import setup_line
from tuner_gui.executors.post import Surroundings
from tuner_gui.executors.worker import Worker
from tuner_gui.targets.surroundings import threads_per_trial

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.core.executor import ExecutorMessage, TrialJob
    from tuner_gui.core.specs import DatasetSpec, TargetSpec

_ROLL_CALL_S = 0.5
DEFAULT_LIMITS = HostLimits()


class LocalExecutor:
    """Keeps up to `workers` trial hosts, each with its own pipe, and gives each one job at a time.

    A host starts with the first job that finds no idle one, and stays warm from then on. On Linux
    it ends together with the thread that gave it that job: use an executor from one thread. Used
    from another one later, it loses only its warm hosts, and starts new ones.

    Args:
        target: what each host loads, once.
        dataset: what each trial is given.
        workers: how many trials run at a time.
        limits: how long a trial or a host may take, how much it may hold.
        folder: where trials keep files that outlive them; None for a temporary place.
    """

    def __init__(
        self,
        target: TargetSpec,
        dataset: DatasetSpec | None = None,
        *,
        workers: int,
        limits: HostLimits = DEFAULT_LIMITS,
        folder: Path | None = None,
    ) -> None:
        self._capacity = _at_least_one(workers)
        self._setup = setup_line(target, dataset or NoDataSpec(), folder)
        self._inbox: list[ExecutorMessage] = []
        self._selector = selectors.DefaultSelector()
        self._guard = GroupGuard()
        self._departures = Departures(limits.leave_s)
        self._around = Surroundings(
            self._start_host,
            self._departures.add,
            self._emit,
            self._selector,
            limits,
            lambda: threads_per_trial(self._capacity),
        )
        self._workers: list[Worker] = []
        self._fill()
        self._roll_call_due = 0.0
        self._is_closed = False

    @property
    def capacity(self) -> int:
        """How many trials may run at a time."""
        return self._capacity

    def submit(self, job: TrialJob) -> None:
        """Gives the job to a free worker, a warm one if there is one."""
        if self._is_closed:
            raise Internal("The executor is closed; it takes no more trials.")
        free = [worker for worker in self._workers if worker.is_free]
        if len(self._workers) - len(free) >= self.capacity:
            raise Internal(f"All {self.capacity} workers are busy; they take no more trials.")
        next((worker for worker in free if worker.is_warm), free[0]).submit(job)

    def receive(self, timeout_s: float) -> Sequence[ExecutorMessage]:
        """Returns what arrived, waiting up to `timeout_s` for the first message."""
        deadline = monotonic() + timeout_s
        while not self._inbox and not self._is_closed:
            now = monotonic()
            for key, _ in self._selector.select(max(0.0, min(deadline, self._due()) - now)):
                key.data()
            now = monotonic()
            self._on_time(now)
            if now >= deadline:
                break
        messages, self._inbox = self._inbox, []
        return messages

    def cancel(self, number: int) -> None:
        """Ends a running trial: cooperatively first, then by SIGTERM, then by SIGKILL."""
        for worker in self._workers:
            if worker.runs(number):
                worker.cancel()

    def kill(self, number: int) -> None:
        """Ends a running trial by SIGKILL; a host that ran a command stays."""
        for worker in self._workers:
            if worker.runs(number):
                worker.kill()

    def suspend(self) -> None:
        """Stops all processes of the trials that run, by SIGSTOP."""
        for worker in self._workers:
            worker.suspend()

    def wake(self) -> None:
        """Has the trials run on that stand still."""
        for worker in self._workers:
            worker.wake()

    def resize(self, workers: int) -> None:
        """Changes the number of workers; those that are too many leave once they are idle."""
        self._capacity = _at_least_one(workers)
        if not self._is_closed:
            self._dismiss()
            self._fill()

    def close(self) -> None:
        """Kills what still runs, sends idle hosts away, and waits until they are gone."""
        if self._is_closed:
            return
        self._is_closed = True
        for worker in self._workers:
            worker.begin_to_close()
        for worker in self._workers:
            worker.close()
        self._departures.finish()
        self._guard.close()
        self._selector.close()

    def _fill(self) -> None:
        """Makes as many workers as there is capacity; a place that is free again is taken first."""
        names = {worker.name for worker in self._workers}
        free = (name for index in count(1) if (name := f"worker {index}") not in names)
        while len(self._workers) < self._capacity:
            self._workers.append(Worker(next(free), self._around))

    def _dismiss(self) -> None:
        """Lets idle workers go while there are too many, the last first."""
        for worker in reversed(self._workers):
            if len(self._workers) <= self._capacity:
                return
            if worker.is_free:
                self._workers = [each for each in self._workers if each is not worker]
                worker.close()

    def _start_host(self) -> HostProcess:
        return HostProcess(self._setup, self._guard)

    def _emit(self, message: ExecutorMessage) -> None:
        self._inbox.append(message)

    def _due(self) -> float:
        due = min(self._departures.due, self._roll_call_due)
        return min(due, *(worker.due for worker in self._workers))

    def _on_time(self, now: float) -> None:
        self._dismiss()
        self._departures.on_time(now)
        for worker in self._workers:
            if now >= worker.due:
                worker.on_time(now)
        if now >= self._roll_call_due:
            self._roll_call_due = now + _ROLL_CALL_S
            for worker in self._workers:
                worker.check_alive()


def _at_least_one(workers: int) -> int:
    if workers < 1:
        raise ValueError("An executor needs at least one worker.")
    return workers
