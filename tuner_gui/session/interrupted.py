"""What becomes of trials that were running when their program was killed; no Qt, any thread."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tuner_gui.core.trial import SKIPPED, TrialError, TrialState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.trial import TrialRecord


class LostTrials(StrEnum):
    """What to do with them."""

    AGAIN = "again"
    """Their parameters are run again; they take no place in the budget."""
    FAILED = "failed"
    FORGET = "forget"
    """As if they had never begun."""


def without_running(
    records: Iterable[TrialRecord], answer: LostTrials
) -> tuple[tuple[TrialRecord, ...], tuple[int, ...]]:
    """Returns the records of an interrupted sweep, none of them RUNNING, and which ones were."""
    kept: list[TrialRecord] = []
    lost: list[int] = []
    for record in records:
        if record.state is not TrialState.RUNNING:
            kept.append(record)
            continue
        lost.append(record.number)
        if answer is not LostTrials.FORGET:
            kept.append(ended_by_interruption(record, answer))
    return tuple(kept), tuple(lost)


def ended_by_interruption(record: TrialRecord, answer: LostTrials) -> TrialRecord:
    """Returns a trial that was running as it is kept: FAILED, or else STOPPED and not counted."""
    sentence = "The program was interrupted before the trial ended."
    if answer is LostTrials.FAILED:
        return replace(record, state=TrialState.FAILED, error=TrialError("died", sentence))
    return replace(record, state=TrialState.STOPPED, error=TrialError(SKIPPED, sentence))
