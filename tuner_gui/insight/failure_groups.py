"""Failed trials in groups of the same cause. Pure functions, any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.core.trial_store import STATES, TrialStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuner_gui.core.trial import TrialRecord

_FAILED = STATES.index(TrialState.FAILED)
NO_ERROR = TrialError("unknown", "no reason was given")

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[-+]?(?:\d+(?:[_,]\d{3})*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_EXACT = frozenset({"died"})
"""Kinds whose numbers say what happened: a signal, an exit code."""


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Trials that failed of the same cause.

    Args:
        kind: the error's kind: an exception's class, `died`, `timeout`, `memory`, `metric`.
        line: the last line of the first one's error, as it was.
        count: how many there are.
        numbers: of the trials, in the order in which they started.
        first: the error of the first one, with its traceback.
    """

    kind: str
    line: str
    count: int
    numbers: tuple[int, ...]
    first: TrialError


def failure_groups(trials: TrialStore | Iterable[TrialRecord]) -> list[FailureGroup]:
    """Returns the groups of the failed trials, the largest first.

    Trials are in one group where the kind is the same and the last line differs in nothing but
    numbers and addresses.

    Args:
        trials: all trials of a sweep; those that did not fail are passed by.
    """
    numbers: dict[tuple[str, str], list[int]] = {}
    firsts: dict[tuple[str, str], TrialError] = {}
    for number, error in _failures(trials):
        key = (error.kind, pattern_of(error))
        firsts.setdefault(key, error)
        numbers.setdefault(key, []).append(number)
    groups = [
        FailureGroup(
            key[0], last_line(firsts[key]), len(numbers[key]), tuple(numbers[key]), firsts[key]
        )
        for key in firsts
    ]
    return sorted(groups, key=lambda group: -group.count)


def pattern_of(error: TrialError) -> str:
    """Returns the last line of an error with what differs from trial to trial left out."""
    line = last_line(error)
    if error.kind in _EXACT:
        return line
    return _NUMBER.sub("#", _ADDRESS.sub("@", line))


def last_line(error: TrialError) -> str:
    """Returns an error as Python ends a traceback; what is no exception says itself."""
    lines = error.reason.splitlines()
    return replace(error, message=lines[-1] if lines else "").sentence


def _failures(trials: TrialStore | Iterable[TrialRecord]) -> Iterator[tuple[int, TrialError]]:
    if isinstance(trials, TrialStore):
        for row in np.flatnonzero(trials.states == _FAILED).tolist():
            yield int(trials.numbers[row]), trials.error(row) or NO_ERROR
        return
    for record in trials:
        if record.state is TrialState.FAILED:
            yield record.number, record.error or NO_ERROR
