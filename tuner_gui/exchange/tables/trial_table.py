"""The trials of a sweep as columns of plain values; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuner_gui.core.marks import UNMARKED
from tuner_gui.core.nesting import flatten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import TrialRecord

PARAM = "params."
METRIC = "metrics."


class _Absent:
    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""Stands where a trial has no such value: an inactive parameter, a metric that it did not give."""


@dataclass(frozen=True, slots=True)
class TrialTable:
    """A row for each trial.

    Args:
        objective: what the trials optimise.
        columns: names: `number`, `state`, `metric`, each of `metrics.…` and `params.…`, and what
            else is known of a trial.
        rows: of each trial a value for each column, or ABSENT.
        records: the trials themselves.
        marks: what a person said of trials, by number.
    """

    objective: Objective
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    records: tuple[TrialRecord, ...]
    marks: Mapping[int, TrialMark]

    def column(self, name: str) -> list[Any]:
        """Returns the values of a column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def selected(self, names: Sequence[str]) -> TrialTable:
        """Returns the table with these columns only."""
        places = [self.columns.index(name) for name in names]
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return TrialTable(self.objective, tuple(names), rows, self.records, self.marks)


def trial_table(
    records: Iterable[TrialRecord],
    objective: Objective,
    marks: Mapping[int, TrialMark] | None = None,
) -> TrialTable:
    """Returns the table of trials, in the order given.

    Args:
        records: the trials.
        objective: what they optimise.
        marks: what a person said of trials, by number; it has columns where there is any.
    """
    kept = tuple(records)
    said = marks or {}
    flat = [flatten(record.params) for record in kept]
    metric_names = dict.fromkeys(name for record in kept for name in record.metrics)
    param_names = dict.fromkeys(name for params in flat for name in params)
    rows = tuple(
        (
            record.number,
            record.state.value,
            ABSENT if record.metric is None else record.metric,
            *(record.metrics.get(name, ABSENT) for name in metric_names),
            *(params.get(name, ABSENT) for name in param_names),
            *_facts(record),
            *(_said(said.get(record.number, UNMARKED)) if said else ()),
        )
        for record, params in zip(kept, flat, strict=True)
    )
    columns = (
        *("number", "state", "metric"),
        *(f"{METRIC}{name}" for name in metric_names),
        *(f"{PARAM}{name}" for name in param_names),
        *_FACTS,
        *(_SAID if said else ()),
    )
    return TrialTable(objective, columns, rows, kept, said)


_FACTS = ("duration_ms", "started_at", "worker", "seed", "origin", "error")


def _facts(record: TrialRecord) -> tuple[Any, ...]:
    return (
        ABSENT if record.duration_ms is None else record.duration_ms,
        ABSENT if record.started_at is None else record.started_at,
        record.worker or ABSENT,
        ABSENT if record.seed is None else record.seed,
        record.origin.value,
        ABSENT if record.error is None else record.error.sentence,
    )


_SAID = ("starred", "hidden", "tags", "note")


def _said(mark: TrialMark) -> tuple[Any, ...]:
    return (mark.is_starred, mark.is_hidden, ", ".join(mark.tags) or ABSENT, mark.note or ABSENT)
