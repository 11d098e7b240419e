"""Reads the lines of a journal back, each for itself; any thread."""

from __future__ import annotations

import json
from dataclasses import fields
from math import isfinite
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import TypeAdapter
from pydantic_core import from_json

from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.session.document import (
    FORMAT_VERSION,
    ConfigDocument,
    HistoryDocument,
    MarkDocument,
    config_from_document,
    history_from_document,
    mark_from_document,
)
from tuner_gui.session.faults import DocumentFault
from tuner_gui.session.journal_lines import (
    SweepBegun,
    SweepMoved,
    SweepNoted,
    SweepSteered,
    TrialAsked,
    TrialMarked,
)
from tuner_gui.session.plain_trials import STATE, plain_values
from tuner_gui.session.trial_document import TrialDocument, record_from_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.journal_lines import JournalEntry, SweepEntry, TrialEntry
    from tuner_gui.session.plain_trials import PlainTrial

_NEWER = (
    f"the journal beside it was written by a newer tuner-gui (this one reads up to format "
    f"{FORMAT_VERSION}); both are left untouched."
)


TrialLine: TypeAlias = "tuple[Callable[[TrialRecord], TrialEntry], PlainTrial]"
"""A line about a trial, checked; its record is made where no later line replaces it."""

Said: TypeAlias = "TrialLine | SweepEntry | TrialReported | TuningFinished"
"""What a line says, of a trial before its record is made."""


class DamagedLine(Exception):
    """A line that holds nothing that can be used."""


_trials = TypeAdapter(TrialDocument)
_configs = TypeAdapter(ConfigDocument)
_histories = TypeAdapter(list[HistoryDocument])
_marks = TypeAdapter(MarkDocument)

_values_of = attrgetter(*(each.name for each in fields(TrialRecord)))

_OF_TRIALS: Mapping[str, tuple[Callable[[TrialRecord], TrialEntry], set[TrialState]]] = {
    "asked": (TrialAsked, {TrialState.RUNNING}),
    "started": (TrialStarted, {TrialState.RUNNING}),
    "completed": (TrialCompleted, {TrialState.COMPLETE}),
    "pruned": (TrialPruned, {TrialState.PRUNED}),
    "failed": (TrialFailed, {TrialState.FAILED, TrialState.STOPPED}),
}


def entry_of(line: bytes) -> JournalEntry:
    """Returns what a line says.

    Raises:
        DamagedLine: it says nothing that can be used.
        DocumentFault: a newer tuner-gui wrote it.
    """
    said = said_in(line)
    if not isinstance(said, tuple):
        return said
    event, trial = said
    return event(TrialRecord(*trial))


def said_in(line: bytes) -> Said:
    """Returns the same where the record of a trial may not be needed, which costs half of it.

    Raises:
        DamagedLine: it says nothing that can be used.
        DocumentFault: a newer tuner-gui wrote it.
    """
    try:
        values = from_json(line, allow_inf_nan=False, cache_strings="keys")
        read = _READERS.get(values.pop("event"))
        if read is None:
            raise DamagedLine
        return read(values)
    except (
        ValueError,  # pydantic's and Unicode's too
        TypeError,
        LookupError,
        AttributeError,
        OverflowError,
        RecursionError,
        InvalidSpace,
    ):
        raise DamagedLine from None


def _odd_values(row: object) -> PlainTrial:
    values: PlainTrial = _values_of(record_from_document(_trials.validate_python(row)))
    return values


def _config(values: object) -> SweepConfig:
    document = _configs.validate_json(json.dumps(values), strict=True)
    return config_from_document(document)


def _begun(values: dict[str, Any]) -> SweepBegun:
    version = values["format_version"]
    if type(version) is not int:
        raise DamagedLine
    if version > FORMAT_VERSION:
        raise DocumentFault(_NEWER, "Update tuner-gui.")
    last = values["last"]
    return SweepBegun(
        _config(values["config"]),
        _text(values["notes"]),
        None if last is None else TrialRecord(*plain_values(last) or _odd_values(last)),
    )


def _steered(values: dict[str, Any]) -> SweepSteered:
    history = history_from_document(_histories.validate_python(values["history"]))
    return SweepSteered(_config(values["config"]), history)


def _trial_reader(name: str) -> Callable[[dict[str, Any]], TrialLine]:
    event, states = _OF_TRIALS[name]

    def read(values: dict[str, Any]) -> TrialLine:
        row = values["trial"]
        trial = plain_values(row) or _odd_values(row)
        if trial[STATE] not in states:
            raise DamagedLine
        return event, trial

    return read


def _reported(values: dict[str, Any]) -> TrialReported:
    number, step, metrics = values["trial"], values["step"], values["metrics"]
    if type(number) is not int or number < 0 or type(step) is not int:
        raise DamagedLine
    return TrialReported(number, step, {name: _metric(value) for name, value in metrics.items()})


def _metric(value: object) -> float:
    match value:
        case bool():
            raise DamagedLine
        case int() | float() if isfinite(value):
            return float(value)
        case "nan" | "inf" | "-inf":
            return float(value)
        case _:
            raise DamagedLine


def _finished(values: dict[str, Any]) -> TuningFinished:
    return TuningFinished(None, FinishReason(values["reason"]), _text(values["message"]))


def _moved(values: dict[str, Any]) -> SweepMoved:
    return SweepMoved(_text(values["file"]))


def _marked(values: dict[str, Any]) -> TrialMarked:
    document = _marks.validate_python(values["mark"])
    return TrialMarked(document.trial, mark_from_document(document))


def _noted(values: dict[str, Any]) -> SweepNoted:
    return SweepNoted(_text(values["notes"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DamagedLine
    return value


_READERS: Mapping[str, Callable[[dict[str, Any]], Said]] = {
    "begun": _begun,
    "steered": _steered,
    "moved": _moved,
    "marked": _marked,
    "noted": _noted,
    "reported": _reported,
    "finished": _finished,
    **{name: _trial_reader(name) for name in _OF_TRIALS},
}
