"""Counts the grid of the form's space, and what its constraints leave, on a thread. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from tuner_gui.core.space import GridCount, HyperParamSpace

_DELAY_MS = 200
"""Longer than most people are between two keys: a count on a thread slows typing all the same."""
_QUICK_CONDITIONS = 12


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """What takes a moment to say about a space.

    Args:
        grid: how many points its grid has; None where a parameter is continuous.
        feasible_part: about which part of random draws keeps the constraints, in [0, 1]; None
            without constraints.
        error: why the other two are not known, in one sentence; empty where they are.
    """

    grid: GridCount | None = None
    feasible_part: float | None = None
    error: str = ""


NO_FACTS = SpaceFacts()


class SpaceSurvey(QObject):
    """Follows a space that may change at each keystroke; stale counts are never told.

    What has been counted is kept in the space itself: after `surveyed`, its `grid_size` answers
    at once.

    Signals:
        surveyed(SpaceFacts): about the space that was set last; none of them without a space.
    """

    surveyed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._space: HyperParamSpace | None = None
        self._facts: SpaceFacts | None = NO_FACTS
        self._call = LatestCall("space_survey", _DELAY_MS, self)
        self._call.answered.connect(self._on_answered)
        self._call.failed.connect(self._on_failed)

    @property
    def facts(self) -> SpaceFacts | None:
        """What is known of the space; None while it is being counted."""
        return self._facts

    def set_space(self, space: HyperParamSpace | None) -> None:
        """Counts another space; None says that there is none to count."""
        if space is self._space:
            return
        self._space = space
        if space is None or not space.parameters:
            self._call.cancel()
            self._tell(NO_FACTS)
            return
        self._facts = None
        self._call.ask(partial(survey, space))

    def close(self) -> None:
        """Waits for what is under way; nothing is told any more."""
        self._call.close()

    @Slot(object)
    def _on_answered(self, facts: SpaceFacts) -> None:
        self._tell(facts)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._tell(SpaceFacts(error=sentence))

    def _tell(self, facts: SpaceFacts) -> None:
        self._facts = facts
        self.surveyed.emit(facts)


def survey(space: HyperParamSpace) -> SpaceFacts:
    """Returns the facts of a space; up to half a second, on any thread."""
    try:
        grid = space.grid_count()
        part = space.feasible_part() if space.constraints else None
    except TuningError as error:
        return SpaceFacts(error=error.message)
    return SpaceFacts(grid, part)


def quick_facts(space: HyperParamSpace | None) -> SpaceFacts | None:
    """Returns the facts where they take no time to find; else None."""
    if space is None or not space.parameters:
        return NO_FACTS
    if space.constraints or sum(len(each.conditions) for each in space) > _QUICK_CONDITIONS:
        return None
    return survey(space)
