"""What a sweep remembers of its finished trials, packed; on the pipeline's thread."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from tuner_gui.core.trial import TrialRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 500
"""So many trials are packed at a time: they share the names of their parameters."""


class TrialMemory:
    """Keeps what a strategy can learn from, as bytes: a million trials cost some 50 MB."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._latest: list[TrialRecord] = []

    def keep(self, record: TrialRecord) -> None:
        """Keeps a finished trial."""
        self._latest.append(record)
        if len(self._latest) >= _BLOCK:
            self._blocks.append(pickle.dumps(list(map(_packed, self._latest)), protocol=5))
            self._latest = []

    def records(self) -> Iterator[TrialRecord]:
        """Yields all trials in the order of their ends, without what only people read of them."""
        for block in self._blocks:
            yield from map(_unpacked, pickle.loads(block))  # noqa: S301 - our own bytes
        yield from self._latest


def _packed(record: TrialRecord) -> tuple[object, ...]:
    return (
        record.number,
        record.params,
        record.state,
        record.metric,
        record.metrics,
        record.space_revision,
        record.curve,
    )


def _unpacked(values: tuple[Any, ...]) -> TrialRecord:
    number, params, state, metric, metrics, revision, curve = values
    return TrialRecord(number, params, state, metric, metrics, space_revision=revision, curve=curve)
