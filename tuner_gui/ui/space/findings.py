"""What is wrong with a draft and what is worth saying, by row: its own, and the strategy's.

No Qt; any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tuner_gui.core.activity import activity_notes
from tuner_gui.core.errors import SpaceProblem
from tuner_gui.core.parameter import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.ui.space.draft import SpaceDraft
    from tuner_gui.ui.space.reading import DraftReading

StrategyDemand: TypeAlias = Callable[[Parameter], Iterable[SpaceProblem]]
"""Says what a strategy cannot do with a parameter that is fine by itself, and what it does not."""

Found: TypeAlias = tuple[SpaceProblem, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """By row key, in the order of the rows; none is empty.

    Args:
        problems: what keeps from running.
        notes: what does not.
    """

    problems: Mapping[int, Found] = field(default_factory=dict)
    notes: Mapping[int, Found] = field(default_factory=dict)


def findings(draft: SpaceDraft, reading: DraftReading, demand: StrategyDemand) -> Findings:
    """Returns what the rows say themselves, and the demands on those that can be read."""
    problems: dict[int, Found] = {}
    notes: dict[int, Found] = {}
    activity = {} if reading.space is None else _by_name(activity_notes(reading.space))
    for row in draft:
        wrong = reading.problems.get(row.key, ())
        said: tuple[SpaceProblem, ...] = reading.notes.get(row.key, ())
        if not wrong:
            demanded = tuple(demand(Parameter(row.name, reading.kinds[row.key])))
            wrong = tuple(each for each in demanded if not each.is_note)
            said += tuple(each for each in demanded if each.is_note)
            said += activity.get(row.name, ())
        if wrong:
            problems[row.key] = wrong
        if said:
            notes[row.key] = said
    return Findings(problems, notes)


def _by_name(found: Iterable[SpaceProblem]) -> dict[str, Found]:
    return {each.parameter: (each,) for each in found}
