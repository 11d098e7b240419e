"""Does what a running sweep is asked for; on the pipeline's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.errors import TuningError
from tuner_gui.core.executor import Killing, Resizable, Suspending
from tuner_gui.core.trial import TrialOrigin
from tuner_gui.sweep.checking import with_changes
from tuner_gui.sweep.control_words import REFUSED
from tuner_gui.sweep.requests import (
    ChangeBudget,
    Ending,
    EndTrial,
    Enqueue,
    ReplaceSpace,
    RunAgain,
    SwitchStrategy,
)
from tuner_gui.sweep.typed_params import read_params
from tuner_gui.sweep.wishes import Wish, again

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Mapping
    from typing import Any

    from tuner_gui.core.executor import TrialExecutor
    from tuner_gui.sweep.agreed import Agreed
    from tuner_gui.sweep.control import SweepControl
    from tuner_gui.sweep.course import Course
    from tuner_gui.sweep.open_trials import OpenTrials
    from tuner_gui.sweep.requests import SweepRequest

logger = logging.getLogger(__name__)


class Steering:
    """Hears the control of a sweep; a request that cannot be met is refused, and nothing breaks.

    Args:
        wishes: takes the trials that run before the strategy's own.
    """

    def __init__(
        self,
        control: SweepControl,
        executor: TrialExecutor,
        open_trials: OpenTrials,
        course: Course,
        wishes: deque[Wish],
    ) -> None:
        self._control = control
        self._executor = executor
        self._open = open_trials
        self._course = course
        self._wishes = wishes
        self._is_suspended = False
        self._is_cancelled = False
        self._heard = 0

    # what the control may look at from other threads

    @property
    def agreed(self) -> Agreed:
        """What the sweep goes by now."""
        return self._course.agreed

    @property
    def can_resize(self) -> bool:
        """True where the number of workers can be changed."""
        return isinstance(self._executor, Resizable)

    @property
    def next_number(self) -> int:
        """The number of the next trial."""
        return self._open.next_number

    def is_open(self, number: int) -> bool:
        """True while a trial has not ended."""
        return number in self._open

    # on the pipeline's thread

    def obey(self) -> None:
        """Does all that was asked for since the last call."""
        control = self._control
        version = control.version
        if version == self._heard:
            return
        self._heard = version
        if control.is_suspended is not self._is_suspended:
            self._sleep_or_wake()
        while control.has_requests() and (request := control.take_request()) is not None:
            self._try(request)
        self._abort_if_asked()

    def _try(self, request: SweepRequest) -> None:
        try:
            self._do(request)
        except TuningError as error:
            self._control.refuse(f"{REFUSED} {error.message}")
        except Exception as error:  # a wish costs no sweep
            logger.exception("A request to the sweep failed")
            self._control.refuse(f"{REFUSED} {type(error).__name__}: {error}.")

    def _abort_if_asked(self) -> None:
        if self._control.is_aborting and not self._is_cancelled:
            self._is_cancelled = True
            for number in self._open.numbers():
                self._executor.cancel(number)

    def _go_by(self, agreed: Agreed) -> None:
        self._course.go_by(agreed, self._open.records(), self._obey_urgent)

    def _obey_urgent(self) -> None:
        """Ends trials while a request takes its time; an abort leaves that undone."""
        if self._control.has_requests():
            for request in self._control.take_endings():
                self._try(request)
        if self._control.is_aborting:
            self._abort_if_asked()
            raise TuningError("The sweep was aborted meanwhile.")

    def count_unrun(self) -> int:
        """Returns how many trials were queued that nobody will run now."""
        count = sum(wish.origin is not TrialOrigin.RETRY for wish in self._wishes)
        while (request := self._control.take_request()) is not None:
            match request:
                case Enqueue():
                    count += 1
                case RunAgain(numbers):
                    count += len(numbers)
        return count

    def prune(self, number: int) -> None:
        """Ends a trial early: whatever end follows, it becomes PRUNED."""
        self._end(number, Ending.PRUNE)

    def _sleep_or_wake(self) -> None:
        self._is_suspended = self._control.is_suspended
        if not isinstance(self._executor, Suspending):
            if self._is_suspended:
                self._control.note("Running trials cannot stand still here; they go on.")
        elif self._is_suspended:
            self._executor.suspend()
        else:
            self._executor.wake()

    def _do(self, request: SweepRequest) -> None:
        match request:
            case EndTrial(number, ending):
                if number not in self._open:
                    raise TuningError(f"Trial {number} had ended already.")
                self._end(number, ending)
            case Enqueue(params):
                self._enqueue(params)
            case RunAgain(numbers):
                self._run_again(numbers)
            case ChangeBudget(changes):
                self._change_budget(changes)
            case ReplaceSpace(space):
                self._go_by(self._course.agreed.with_space(space))
            case SwitchStrategy(kind):
                self._go_by(self._course.agreed.with_kind(kind))
            case never:
                assert_never(never)

    def _end(self, number: int, ending: Ending) -> None:
        trial = self._open.get(number)
        if trial is None:
            return
        if trial.ending is not None and ending is not Ending.KILL:
            raise TuningError(f"Trial {number} is ending already.")
        trial.ending = trial.ending or ending
        if ending is Ending.KILL and isinstance(self._executor, Killing):
            self._executor.kill(number)
        else:
            self._executor.cancel(number)

    def _enqueue(self, params: Mapping[str, object]) -> None:
        agreed = self._course.agreed
        read = params if agreed.space is None else read_params(agreed.space, params)
        wish = Wish(read, TrialOrigin.QUEUED, revision=agreed.revision)  # type: ignore[arg-type]
        self._wishes.append(wish)

    def _run_again(self, numbers: tuple[int, ...]) -> None:
        wanted = set(numbers)
        records = {record.number: record for record in self._course.finished(wanted)}
        running = (self._open.get(number) for number in wanted - records.keys())
        records |= {trial.record.number: trial.record for trial in running if trial is not None}
        self._wishes.extend(again(records[number]) for number in numbers if number in records)
        if missing := sorted(wanted - records.keys()):
            raise TuningError(f"There is no trial {missing[0]}.")

    def _change_budget(self, changes: Mapping[str, Any]) -> None:
        before = self._course.agreed.budget
        budget = with_changes(before, changes)
        if budget.concurrency != before.concurrency:
            if not isinstance(self._executor, Resizable):
                raise TuningError("The number of trials at a time cannot be changed here.")
            self._executor.resize(budget.concurrency)
        self._course.change_budget(budget)
