"""What stands in a journal, a line of JSON for each thing that happened; any thread."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from tuner_gui.core.events import (
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.session.document import (
    FORMAT_VERSION,
    config_to_document,
    history_rows,
    mark_row,
)
from tuner_gui.session.trial_document import record_to_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.sweep.control import ControlEntry


@dataclass(frozen=True, slots=True)
class SweepBegun:
    """A part of the sweep began: all that is needed where the document is gone.

    Args:
        last: the latest trial of the part before, which tells one sweep from another.
    """

    config: SweepConfig
    notes: str = ""
    last: TrialRecord | None = None


@dataclass(frozen=True, slots=True)
class SweepSteered:
    """The sweep was asked for something.

    Args:
        config: what it goes by from now on.
        history: what was asked since the last such line.
    """

    config: SweepConfig
    history: tuple[ControlEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SweepMoved:
    """The sweep goes on in another file."""

    file_name: str


@dataclass(frozen=True, slots=True)
class TrialMarked:
    """A person said something of a trial; an empty mark takes back what was said."""

    number: int
    mark: TrialMark


@dataclass(frozen=True, slots=True)
class SweepNoted:
    """A person wrote another note for the sweep."""

    notes: str


@dataclass(frozen=True, slots=True)
class TrialAsked:
    """A trial is about to be handed to a worker; its record is RUNNING."""

    record: TrialRecord


Remark: TypeAlias = "TrialMarked | SweepNoted"
SweepEntry: TypeAlias = "SweepBegun | SweepSteered | SweepMoved | Remark"
TrialEntry: TypeAlias = "TrialAsked | TrialStarted | TrialCompleted | TrialPruned | TrialFailed"
JournalEntry: TypeAlias = "SweepEntry | TrialAsked | ExperimentEvent"


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def event_line(event: ExperimentEvent | TrialAsked) -> bytes:
    """Returns something that happened to a trial, or the end of the sweep, as a line.

    Raises:
        ValueError, TypeError: its trial holds what no JSON can say.
    """
    match event:
        case TrialReported(number, step, metrics):
            return _reported_line(number, step, metrics)
        case TrialAsked(record):
            text = f'{{"event":"asked","trial":{_encode(record_to_row(record))}}}\n'
        case TrialStarted(record):
            text = f'{{"event":"started","trial":{_encode(record_to_row(record))}}}\n'
        case TrialCompleted(record):
            text = f'{{"event":"completed","trial":{_encode(record_to_row(record))}}}\n'
        case TrialPruned(record):
            text = f'{{"event":"pruned","trial":{_encode(record_to_row(record))}}}\n'
        case TrialFailed(record):
            text = f'{{"event":"failed","trial":{_encode(record_to_row(record))}}}\n'
        case TuningFinished(_, reason, message):
            return _line({"event": "finished", "reason": reason, "message": message})
        case never:
            assert_never(never)
    return text.encode("utf-8", "replace")


def entry_line(entry: SweepEntry) -> bytes:
    """Returns what is said of the sweep as a whole, or by a person, as a line."""
    match entry:
        case SweepBegun(config, notes, last):
            values: dict[str, Any] = {
                "event": "begun",
                "format_version": FORMAT_VERSION,
                "config": config_to_document(config).model_dump(mode="json"),
                "notes": notes,
                "last": None if last is None else record_to_row(last),
            }
        case SweepSteered(config, history):
            values = {
                "event": "steered",
                "config": config_to_document(config).model_dump(mode="json"),
                "history": history_rows(history),
            }
        case SweepMoved(file_name):
            values = {"event": "moved", "file": file_name}
        case TrialMarked(number, mark):
            values = {"event": "marked", "mark": mark_row(number, mark)}
        case SweepNoted(notes):
            values = {"event": "noted", "notes": notes}
        case never:
            assert_never(never)
    return _line(values)


def _line(values: Mapping[str, Any]) -> bytes:
    return f"{_encode(values)}\n".encode("utf-8", "replace")


def _reported_line(number: int, step: int, metrics: Mapping[str, float]) -> bytes:
    values = {
        name: value if isfinite(value) else str(float(value)) for name, value in metrics.items()
    }
    text = f'{{"event":"reported","trial":{number},"step":{step},"metrics":{_encode(values)}}}\n'
    return text.encode("utf-8", "replace")
