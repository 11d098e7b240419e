"""The pipeline: ask the strategy, run, tell, notify. Runs on its caller's thread until the end."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.errors import Internal, TuningError
from tuner_gui.core.events import (
    FinishReason,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.executor import (
    JobDone,
    JobFailed,
    JobLogged,
    JobLost,
    JobReported,
    JobStarted,
    ReportsAtOnce,
)
from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.sweep.best import BestTrial
from tuner_gui.sweep.control_words import not_run
from tuner_gui.sweep.course import Course
from tuner_gui.sweep.earlier import NO_TRIALS
from tuner_gui.sweep.early_stopping import EarlyStopper
from tuner_gui.sweep.ending_words import ending_sentence, repeats_sentence
from tuner_gui.sweep.limits import BudgetMeter, FailureBreaker
from tuner_gui.sweep.notifying import Observers, ending_event
from tuner_gui.sweep.open_trials import OpenTrials
from tuner_gui.sweep.steering import Steering
from tuner_gui.sweep.supply import TrialSupply
from tuner_gui.sweep.trial_output import TrialOutput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.budget import Budget
    from tuner_gui.core.executor import ExecutorMessage, TrialExecutor
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.core.strategy import TunerStrategy
    from tuner_gui.sweep.control import SweepControl
    from tuner_gui.sweep.earlier import EarlierTrials
    from tuner_gui.sweep.logs import TrialLogs
    from tuner_gui.sweep.open_trials import OpenTrial
    from tuner_gui.sweep.rules import SweepRules
    from tuner_gui.sweep.wishes import Wish

logger = logging.getLogger(__name__)

_POLL_S = 0.02
"""How soon a request of SweepControl is heard while trials run."""

_GIVE_UP_S = 10.0
"""How long running trials may take to end after an error."""


class SweepPipeline:
    """One sweep, run once.

    Args:
        earlier: the trials of an earlier part of the sweep; numbers and budget go on from them.
        logs: where output goes; None drops it.
    """

    def __init__(
        self,
        strategy: TunerStrategy,
        executor: TrialExecutor,
        rules: SweepRules,
        observers: Sequence[ExperimentObserver],
        control: SweepControl,
        *,
        earlier: EarlierTrials = NO_TRIALS,
        logs: TrialLogs | None = None,
    ) -> None:
        self._executor = executor
        self._rules = rules
        self._observers = Observers(observers)
        self._notify = self._observers.notify
        self._control = control
        self._output = TrialOutput(logs, control, asks=rules.pauses_on_failures)
        self._course = Course(strategy, rules, earlier)
        self._breaker = FailureBreaker(has_success=earlier.has_success)
        self._stopper = EarlyStopper(rules, earlier, control.note)
        self._open = OpenTrials(rules, self._course, earlier.next_number)
        wishes: deque[Wish] = deque()
        meter = BudgetMeter(rules.objective, earlier)
        self._supply = TrialSupply(self._course, self._open, meter, wishes)
        self._steering = Steering(control, executor, self._open, self._course, wishes)
        self._inbox: deque[ExecutorMessage] = deque()
        self._failure_reason = ""
        self._is_broken = False
        self._best = BestTrial(rules.objective, earlier.best)

    def run(self) -> TuningFinished:
        """Runs the sweep to its end; the last event is also returned.

        Raises:
            Internal: the strategy or the executor failed; all that finished was notified before.
        """
        finished = TuningFinished(None, FinishReason.ERROR, "The sweep was interrupted.")
        if isinstance(self._executor, ReportsAtOnce):
            self._executor.report_to(self._take_at_once)
        self._control.begin(self._steering)
        try:
            self._loop()
            finished = self._finished()
        except Exception as error:
            if isinstance(error, TuningError):
                logger.info("The sweep ended: %s", error)
            else:
                logger.exception("The sweep ended with an error")
            problem = _as_internal(error)
            finished = TuningFinished(None, FinishReason.ERROR, str(problem))
            raise problem from error
        finally:
            if finished.reason is FinishReason.ERROR:
                self._give_up()
                finished = replace(finished, best=self._best.record)
            self._control.end()
            if count := self._steering.count_unrun():
                self._control.note(not_run(count))
            self._notify(finished)
        return finished

    def _loop(self) -> None:
        while True:
            self._steering.obey()
            self._fill()
            if self._open:
                self._receive(_POLL_S)
            elif self._may_start():  # paused
                self._control.wait(_POLL_S)
            elif self._control.ends():
                return

    def _may_start(self) -> bool:
        if self._control.is_stopping or self._failure_reason:
            return False
        return self._supply.has_next()

    @property
    def _budget(self) -> Budget:
        return self._course.agreed.budget

    def _fill(self) -> None:
        while len(self._open) < self._executor.capacity and self._may_start():
            if self._control.is_paused:
                return
            job = self._supply.next_job()
            if job is None:
                return
            if self._observers.has_askers and (trial := self._open.get(job.number)) is not None:
                self._observers.announce(trial.record)
            self._executor.submit(job)

    def _receive(self, timeout_s: float) -> None:
        if not self._inbox:
            self._inbox.extend(self._executor.receive(timeout_s))
        while self._inbox:  # what is not taken when an error comes is still there afterwards
            self._take(self._inbox.popleft())

    def _take(self, message: ExecutorMessage) -> None:
        match message:
            case JobStarted(number, worker):
                self._notify(TrialStarted(self._open.start(number, worker)))
            case JobReported(number, step, metrics):
                if number not in self._open:  # from a thread that outlived its trial
                    return
                self._notify(TrialReported(number, step, metrics))
                value = self._open.report(number, step, metrics)
                if value is not None and self._stopper.stops(number, step, value):
                    self._steering.prune(number)
            case JobLogged(number, data):
                self._output.write(number, data)
            case JobDone() | JobFailed() | JobLost():
                self._end(self._open.end(message))
            case never:
                assert_never(never)

    def _take_at_once(self, report: JobReported) -> None:
        """Takes a report inside `receive`, from a trial that runs in this thread."""
        self._take(report)
        self._steering.obey()

    def _end(self, trial: OpenTrial) -> None:
        record = trial.record
        self._output.end(record.number)
        if record.started_at is None:  # a host may die before it says that it began
            record = replace(record, started_at=datetime.now(UTC))
            self._notify(
                TrialStarted(replace(record, state=TrialState.RUNNING, error=None, curve=()))
            )
        self._best.consider(record)
        self._notify(ending_event(record))
        if self._is_broken:
            return
        is_tried_again = self._supply.count(record, trial.attempt)
        if self._stopper.is_on:
            self._stopper.end(record, tuple(trial.reported))
        if not is_tried_again:  # the strategy learns from the last attempt
            self._course.tell(record)
        if reason := self._breaker.take(record, self._budget):
            self._break(reason)

    def _break(self, reason: str) -> None:
        if not self._may_start():
            return
        if self._rules.pauses_on_failures:
            self._control.pause(reason)
        else:
            self._failure_reason = reason

    def _give_up(self) -> None:
        """After an error: ends what still runs, and tells observers how each of them ended."""
        self._is_broken = True
        deadline = monotonic() + _GIVE_UP_S
        try:
            for number in self._open.numbers():
                self._executor.cancel(number)
            while self._open and monotonic() < deadline:
                self._receive(_POLL_S)
        except Exception:  # the executor may be what is broken
            logger.exception("Running trials could not be ended in order")
        for trial in self._open.stop_all(TrialError("stopped", "The sweep ended with an error.")):
            self._end(trial)

    def _finished(self) -> TuningFinished:
        reason = self._reason()
        best = self._best.record
        sentence = self._failure_reason or ending_sentence(
            reason, self._budget, has_best=best is not None
        )
        if reason is FinishReason.EXHAUSTED:
            sentence = self._course.why_exhausted()
        repeated = repeats_sentence(self._course.duplicates)
        return TuningFinished(best, reason, f"{sentence} {repeated}".rstrip())

    def _reason(self) -> FinishReason:
        if self._control.is_aborting:
            return FinishReason.ABORTED
        if self._control.is_stopping:
            return FinishReason.STOPPED
        if self._failure_reason:
            return FinishReason.FAILURES
        return self._supply.why_none()


def _as_internal(error: Exception) -> TuningError:
    if isinstance(error, TuningError):
        return error
    return Internal(
        f"The sweep ended with an error: {type(error).__name__}: {error}.",
        "All finished trials are kept.",
    )
