"""Requests to a running sweep, from any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tuner_gui.core.budget import Budget
from tuner_gui.core.errors import TuningError
from tuner_gui.sweep import control_words as words
from tuner_gui.sweep.checking import require_budget, require_searchable, with_changes
from tuner_gui.sweep.hearing import ControlEntry, Hearing
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace


class SweepControl(Hearing):
    """Steers a sweep. Thread-safe; what is asked for takes effect within 200 ms.

    A trial that runs in the sweep's own thread lets requests through when it reports.

    What is asked for before the sweep begins, it hears when it does. After its end, until another
    sweep begins, pause, resume, stop and abort do nothing, and all else is refused.

    Args:
        on_change: called after each change, on the thread that made it.
    """

    # the whole sweep

    def pause(self, reason: str = "", *, suspend: bool = False) -> None:
        """Starts no new trials; running ones go on. A sweep that is stopping goes on stopping.

        Args:
            reason: why the sweep pauses by itself.
            suspend: the running trials stand still, too, where the executor can do that.
        """
        with self._changed:
            if self._is_stopping or self._has_ended:
                return
            self._is_paused = True
            self._is_suspended = suspend
            self._pause_reason = reason
            self._note(words.paused(reason, is_suspended=suspend))
        self._tell()

    def resume(self) -> None:
        """Ends a pause."""
        with self._changed:
            if self._has_ended:
                return
            if self._is_paused:
                self._note("Resumed.")
            self._end_pause()
        self._tell()

    def stop(self) -> None:
        """Lets running trials finish, then ends the sweep."""
        self._end(is_abort=False)

    def abort(self) -> None:
        """Kills running trials (they become STOPPED) and ends the sweep."""
        self._end(is_abort=True)

    # single trials

    def cancel_trial(self, number: int) -> None:
        """Ends a running trial in good order; it becomes STOPPED.

        Raises:
            TuningError: it does not run.
        """
        self._end_trial(number, Ending.CANCEL, f"Stopped trial {number}.")

    def kill_trial(self, number: int) -> None:
        """Ends a running trial at once; it becomes STOPPED.

        Raises:
            TuningError: it does not run.
        """
        self._end_trial(number, Ending.KILL, f"Killed trial {number}.")

    def skip_trial(self, number: int) -> None:
        """Ends a running trial; another one takes its place in the budget.

        Raises:
            TuningError: it does not run.
        """
        self._end_trial(number, Ending.SKIP, f"Skipped trial {number}.")

    def enqueue(self, params: Mapping[str, object], *, note: str = "") -> None:
        """Runs these parameters next, before those that the strategy asks for.

        Queued trials run in the order of asking, also where the budget's number of trials is used.

        Args:
            params: values under their names, dotted or nested; what has one value only may be
                left out.
            note: what the history says of them.

        Raises:
            TuningError: the parameters are not of the space, or the sweep has ended.
        """
        with self._changed:
            space = None if self._expected is None else self._expected.space
            checked = params if space is None else read_params(space, params)
            self._ask(Enqueue(checked), words.queued(checked, note))
        self._tell()

    def run_again(self, *numbers: int) -> None:
        """Runs the parameters of earlier trials again, as new ones, before the strategy's own.

        Raises:
            TuningError: there is no such trial, or the sweep has ended.
        """
        with self._changed:
            known = None if self._scene is None else range(self._scene.next_number)
            for number in numbers:
                if known is not None and number not in known:
                    raise TuningError(f"There is no trial {number}.")
            if numbers:
                self._ask(RunAgain(numbers), words.queued_again(numbers))
        self._tell()

    # the definition

    def change_budget(self, **changes: Any) -> None:
        """Changes limits of the budget, under the names of its fields; None takes one away.

        Raises:
            TuningError: there is no such limit, its value is wrong, the sweep cannot change it, or
                it would never end.
        """
        with self._changed:
            before = Budget() if self._expected is None else self._expected.budget
            try:
                after = with_changes(before, changes)
            except ValidationError as error:
                raise words.budget_error(error) from None
            scene = self._scene
            if scene is not None and not scene.can_resize and "concurrency" in changes:
                raise TuningError("The number of trials at a time cannot be changed here.")
            if before.trials_per_host != after.trials_per_host:
                raise TuningError("trials_per_host can only be changed between two sweeps.")
            if self._expected is not None and self._expected.kind is not None:
                require_budget(self._expected.kind, after)
            self._ask(ChangeBudget(changes), words.changed_budget(before, after, changes))
            if self._expected is not None:
                self._expected = self._expected.with_budget(after)
        self._tell()

    def replace_space(self, space: HyperParamSpace) -> None:
        """Searches another space from now on, as a new revision; trials keep the one they have.

        Raises:
            InvalidSpace: it is empty, or the strategy cannot search it.
            TuningError: the strategy was given ready-made, or the sweep has ended.
        """
        with self._changed:
            expected = self._expected
            if expected is not None:
                require_searchable(space, expected.kind)
                expected = expected.with_space(space)
            self._ask(ReplaceSpace(space), words.replaced_space(expected))
            self._expected = expected
        self._tell()

    def switch_strategy(self, kind: TunerKind) -> None:
        """Chooses by another strategy from now on; it learns of all trials so far.

        Raises:
            InvalidSpace: it cannot search the space.
            TuningError: the strategy was given ready-made, it needs a budget where there is none,
                or the sweep has ended.
        """
        with self._changed:
            expected = self._expected
            if expected is not None:
                require_searchable(expected.space, kind)
                require_budget(kind, expected.budget)
            self._ask(SwitchStrategy(kind), f"Switched the strategy to {kind.title}.")
            if expected is not None:
                self._expected = expected.with_kind(kind)
        self._tell()

    def _end(self, *, is_abort: bool) -> None:
        with self._changed:
            if self._has_ended:
                return
            if not self._is_stopping or (is_abort and not self._is_aborting):
                self._note(words.ABORTED if is_abort else words.STOPPED)
            self._is_aborting = self._is_aborting or is_abort
            self._is_stopping = True
            self._end_pause()
        self._tell()

    def _end_pause(self) -> None:
        self._is_paused = self._is_suspended = False
        self._pause_reason = ""

    def _end_trial(self, number: int, ending: Ending, sentence: str) -> None:
        with self._changed:
            if self._scene is not None and not self._scene.is_open(number):
                raise TuningError(f"Trial {number} is not running.")
            self._ask(EndTrial(number, ending), sentence)
        self._tell()


__all__ = ["ControlEntry", "SweepControl"]
