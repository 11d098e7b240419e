"""Trials as most of them are, made from JSON values without the schema; any thread.

The schema costs twice as much and says what is wrong. Here only what is surely right is taken.
"""

from __future__ import annotations

from datetime import datetime
from math import inf, isfinite
from operator import itemgetter
from typing import Any, TypeAlias

from tuner_gui.core.trial import TrialRecord, TrialState

_FIELDS = (
    "number", "params", "state", "metric", "metrics", "duration_ms", "started_at", "error",
    "worker", "space_revision", "seed",
)  # fmt: skip
_values_of = itemgetter(*_FIELDS)
_STATE_OF = {str(state): state for state in TrialState}
_DEEPEST = 8
_SCALARS = frozenset({type(None), bool, int, str})


PlainTrial: TypeAlias = tuple[Any, ...]
"""What a `TrialRecord` is made of, in its order, checked."""

NUMBER, STATE = 0, 2
"""Where they stand in it."""


def plain_record(row: Any) -> TrialRecord | None:
    """Returns the record of a trial; None where the schema has to look at it.

    Args:
        row: what a JSON parser made of it; the record keeps its objects.
    """
    values = plain_values(row)
    return None if values is None else TrialRecord(*values)


def plain_values(row: Any) -> PlainTrial | None:
    """Returns the same before a record is made of it, which takes as long again."""
    if type(row) is not dict or len(row) != len(_FIELDS):
        return None
    try:
        (
            number, params, state_name, metric, metrics, duration, started, error,
            worker, revision, seed,
        ) = _values_of(row)  # fmt: skip
        state = _STATE_OF[state_name]
        moment = None if started is None else datetime.fromisoformat(started)
    except (LookupError, TypeError, ValueError):
        return None
    is_plain = (
        error is None
        and type(worker) is str
        and type(number) is int
        and 0 <= number < 2**63
        and type(revision) is int
        and 1 <= revision < 2**31
        and (seed is None or (type(seed) is int and 0 <= seed < 2**64))
        and (moment is None or moment.tzinfo is not None)
        and (duration is None or (type(duration) is float and 0 <= duration < inf))
        and (metric is None or (type(metric) is float and isfinite(metric)))
        and (metric is not None or state is not TrialState.COMPLETE)
        and type(metrics) is dict
        and type(params) is dict
    )
    if not (is_plain and _are_real(metrics) and _are_plain(params, 1)):
        return None
    return (
        number, params, state, metric, metrics, duration, moment, None, worker, revision, seed,
    )  # fmt: skip


def _are_real(metrics: dict[str, object]) -> bool:
    for value in metrics.values():  # noqa: SIM110 - all() costs twice as much
        if type(value) is not float or not isfinite(value):
            return False
    return True


def _are_plain(params: dict[str, object], depth: int) -> bool:
    """Says whether these are scalars, or groups of such, under names without dots."""
    for name, value in params.items():
        if not name or "." in name:
            return False
        kind = type(value)
        if kind is float:
            if not isfinite(value):  # type: ignore[arg-type]
                return False
        elif kind is dict:
            if depth == _DEEPEST or not _are_plain(value, depth + 1):  # type: ignore[arg-type]
                return False
        elif kind not in _SCALARS:
            return False
    return True
