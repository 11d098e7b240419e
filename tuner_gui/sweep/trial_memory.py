"""What a sweep remembers of its finished trials, packed; on the pipeline's thread."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from tuner_gui.core.trial import TrialRecord

if TYPE_CHECKING:
    from collections.abc import Iterator


class TrialMemory:
    """Keeps what a strategy can learn from: as bytes, so that a million cost little."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}

    def keep(self, record: TrialRecord) -> None:
        """Keeps a finished trial."""
        what = (record.params, record.state, record.metric, record.metrics, record.space_revision)
        self._packed[record.number] = pickle.dumps((*what, record.curve), pickle.HIGHEST_PROTOCOL)

    def record(self, number: int) -> TrialRecord | None:
        """Returns a trial without what only people read of it; None where it is not known."""
        packed = self._packed.get(number)
        return None if packed is None else _unpacked(number, packed)

    def records(self) -> Iterator[TrialRecord]:
        """Yields all trials in the order of their ends."""
        return (_unpacked(number, packed) for number, packed in self._packed.items())

    def __contains__(self, number: object) -> bool:
        return number in self._packed


def _unpacked(number: int, packed: bytes) -> TrialRecord:
    params, state, metric, metrics, revision, curve = pickle.loads(packed)  # noqa: S301 - our own
    return TrialRecord(number, params, state, metric, metrics, space_revision=revision, curve=curve)
