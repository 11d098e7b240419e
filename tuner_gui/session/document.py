"""The session document: what stands in a `NAME.tuner.json`, and the values it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite, isnan
from typing import TYPE_CHECKING, Annotated, Any, Literal, LiteralString, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    Strict,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.early_stopping import EarlyStopping
from tuner_gui.core.kinds import Seed, TunerKind
from tuner_gui.core.objective import Objective
from tuner_gui.core.space_document import SpaceDocument, space_from_document, space_to_document
from tuner_gui.core.specs import DatasetSpec, TargetSpec
from tuner_gui.core.trial import TrialError, TrialOrigin, TrialRecord, TrialState
from tuner_gui.session.environment import Environment
from tuner_gui.session.faults import shortened
from tuner_gui.sweep.best import BestTrial
from tuner_gui.sweep.control import ControlEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.values import ParamValue

FORMAT_VERSION = 1

_DEEPEST_NESTING = 32
_SCALARS = frozenset({type(None), bool, int, str})


@dataclass(frozen=True, slots=True)
class Session:
    """A sweep and all its trials.

    Args:
        records: the trials, each number once.
        environment: where it ran last.
        notes: what a person wrote about the sweep.
        history: what was asked of the sweep while it ran, in order.
    """

    config: SweepConfig
    records: Sequence[TrialRecord] = ()
    environment: Environment = field(default_factory=Environment)
    notes: str = ""
    history: Sequence[ControlEntry] = ()

    def best(self) -> TrialRecord | None:
        """Returns the best complete trial, the earlier of equals; None where none is complete."""
        best = BestTrial(self.config.objective)
        for record in self.records:
            best.consider(record)
        return best.record


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ConfigDocument(_Part):
    """The sweep's definition. `target` is null in a setup that is not finished."""

    name: str
    target: TargetSpec | None
    dataset: DatasetSpec
    objective: Objective
    space: SpaceDocument
    strategy: TunerKind
    budget: Budget
    seed: Seed
    early_stopping: EarlyStopping | None = None
    space_revisions: list[SpaceDocument] = Field(default_factory=list)

    @model_serializer(mode="wrap")
    def _without_what_is_not_there(self, serialize: SerializerFunctionWrapHandler) -> Any:
        values = serialize(self)
        return {name: value for name, value in values.items() if name not in _OPTIONAL or value}


_OPTIONAL = ("early_stopping", "space_revisions")
"""These are left out of the text where the sweep has none."""


def _checked_params(value: object) -> Params:
    if not isinstance(value, dict):
        raise _params_error("must be an object of names and values")
    return _checked_group(value, "", 1)


def _checked_group(group: dict[str, Any], prefix: str, depth: int) -> dict[str, Any]:
    checked = {}
    for name, value in group.items():
        if not name or "." in name:
            raise _params_error("has the name {name}, but groups must be nested objects", name)
        if type(value) in _SCALARS or (type(value) is float and isfinite(value)):
            checked[name] = value  # most are; the loop is hot
        elif isinstance(value, dict) and depth < _DEEPEST_NESTING:
            checked[name] = _checked_group(value, f"{prefix}{name}.", depth + 1)
        else:
            checked[name] = _checked_value(f"{prefix}{name}", value, depth)
    return checked


def _checked_value(name: str, value: object, depth: int) -> ParamValue:
    """A value with lists made tuples."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() if isfinite(value):  # 1e999 is read as infinity
            return value
        case list() if depth < _DEEPEST_NESTING:
            return tuple(_checked_value(name, item, depth + 1) for item in value)
        case _:
            raise _params_error("has no usable value of the parameter {name}", name)


def _params_error(message: LiteralString, name: str = "") -> PydanticCustomError:
    return PydanticCustomError("session_params", message, {"name": shortened(name, 40)})


def _checked_moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # others raise TypeError
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PydanticCustomError("session_moment", "must be a time like 2026-11-23T08:00:00+00:00")
    return moment


_Text: TypeAlias = Annotated[str, Strict()]
_Finite: TypeAlias = Annotated[float, Strict(), Field(allow_inf_nan=False)]
_Metric: TypeAlias = _Finite | Literal["NaN", "Infinity", "-Infinity"]
"""JSON has no word for these three; a metric that is not the objective may be one of them."""


_Point: TypeAlias = tuple[Annotated[int, Strict(), Field(ge=-(2**63), lt=2**63)], _Finite]


class HistoryDocument(_Part):
    """What was asked of the sweep."""

    at: Annotated[datetime, BeforeValidator(_checked_moment)]
    what: _Text


class ErrorDocument(_Part):
    """Why a trial has no metric."""

    kind: _Text
    message: _Text
    traceback: _Text = ""


class TrialDocument(_Part):
    """A trial; made from Python values, because of `params` not from JSON text."""

    number: Annotated[int, Strict(), Field(ge=0, lt=2**63)]
    params: Annotated[dict[str, Any], BeforeValidator(_checked_params)]
    state: TrialState
    metric: _Finite | None = None
    metrics: dict[_Text, _Metric] = Field(default_factory=dict)
    duration_ms: Annotated[_Finite, Field(ge=0)] | None = None
    started_at: Annotated[datetime | None, BeforeValidator(_checked_moment)] = None
    error: ErrorDocument | None = None
    worker: _Text = ""
    space_revision: Annotated[int, Strict(), Field(ge=1, lt=2**31)] = 1
    seed: Annotated[int, Strict(), Field(ge=0, lt=2**64)] | None = None
    origin: TrialOrigin = TrialOrigin.STRATEGY
    source: Annotated[int, Strict(), Field(ge=0, lt=2**63)] | None = None
    curve: tuple[_Point, ...] = ()

    @model_validator(mode="after")
    def _has_metric(self) -> TrialDocument:
        if self.state is TrialState.COMPLETE and self.metric is None:
            raise PydanticCustomError("session_metric", "is complete, but has no metric")
        return self


class SessionDocument(_Part):
    """The whole document; `format_version` stands first."""

    format_version: Literal[1]
    config: ConfigDocument
    environment: Environment
    trials: list[TrialDocument]
    notes: str
    history: list[HistoryDocument] = Field(default_factory=list)


def config_from_document(document: ConfigDocument) -> SweepConfig:
    """Returns the sweep that the document defines.

    Raises:
        InvalidSpace: the rows of its space do not make a space.
    """
    return SweepConfig(
        name=document.name,
        target=document.target,
        space=space_from_document(document.space),
        strategy=document.strategy,
        dataset=document.dataset,
        objective=document.objective,
        budget=document.budget,
        seed=document.seed,
        space_revision=document.space.revision,
        early_stopping=document.early_stopping,
        space_revisions={
            earlier.revision: space_from_document(earlier) for earlier in document.space_revisions
        },
    )


def config_to_document(config: SweepConfig) -> ConfigDocument:
    """Returns the sweep as it stands in a file."""
    return ConfigDocument(
        name=config.name,
        target=config.target,
        dataset=config.dataset,
        objective=config.objective,
        space=space_to_document(config.space, config.space_revision),
        strategy=config.strategy,
        budget=config.budget,
        seed=config.seed,
        early_stopping=config.early_stopping,
        space_revisions=[
            space_to_document(space, revision)
            for revision, space in sorted(config.space_revisions.items())
        ],
    )


def history_from_document(documents: Sequence[HistoryDocument]) -> tuple[ControlEntry, ...]:
    """Returns the history that the document holds."""
    return tuple(ControlEntry(each.at, each.what) for each in documents)


def history_rows(history: Sequence[ControlEntry]) -> list[dict[str, str]]:
    """Returns a history as JSON values."""
    return [{"at": entry.at.isoformat(), "what": entry.what} for entry in history]


def record_from_document(document: TrialDocument) -> TrialRecord:
    """Returns the record of a trial."""
    error = document.error
    return TrialRecord(
        number=document.number,
        params=document.params,
        state=document.state,
        metric=document.metric,
        metrics={name: float(value) for name, value in document.metrics.items()},
        duration_ms=document.duration_ms,
        started_at=document.started_at,
        error=TrialError(error.kind, error.message, error.traceback) if error else None,
        worker=document.worker,
        space_revision=document.space_revision,
        seed=document.seed,
        origin=document.origin,
        source=document.source,
        curve=document.curve,
    )


def record_to_row(record: TrialRecord) -> Mapping[str, Any]:
    """Returns a trial as JSON values; by hand, since there may be a million of them."""
    error = record.error
    row: dict[str, Any] = {
        "number": record.number,
        "params": record.params,
        "state": record.state,
        "metric": record.metric,
        "metrics": {name: metric_row(value) for name, value in record.metrics.items()},
        "duration_ms": record.duration_ms,
        "started_at": record.started_at.isoformat() if record.started_at else None,
        "error": None if error is None else error_row(error),
        "worker": record.worker,
        "space_revision": record.space_revision,
        "seed": record.seed,
    }
    # of most trials there is nothing of this to say
    if record.origin is not TrialOrigin.STRATEGY:
        row["origin"] = record.origin
    if record.source is not None:
        row["source"] = record.source
    if record.curve:
        row["curve"] = record.curve
    return row


def error_row(error: TrialError) -> Mapping[str, str]:
    """Returns why a trial has no metric as JSON values."""
    return {"kind": error.kind, "message": error.message, "traceback": error.traceback}


def metric_row(value: float) -> float | str:
    """Returns a metric as a JSON value."""
    if isfinite(value):
        return value
    return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"
