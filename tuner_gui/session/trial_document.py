"""A trial as it stands in a session document, and the record that it stands for."""

from __future__ import annotations

from math import isfinite, isnan
from typing import TYPE_CHECKING, Annotated, Any, Literal, LiteralString, TypeAlias

from pydantic import BeforeValidator, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from tuner_gui.core.trial import TrialError, TrialOrigin, TrialRecord, TrialState
from tuner_gui.session.document_parts import DocumentPart, Moment, Text
from tuner_gui.session.faults import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.values import ParamValue

_DEEPEST_NESTING = 32
_SCALARS = frozenset({type(None), bool, int, str})


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


_Finite: TypeAlias = Annotated[float, Strict(), Field(allow_inf_nan=False)]
_Metric: TypeAlias = _Finite | Literal["NaN", "Infinity", "-Infinity"]
"""JSON has no word for these three; a metric that is not the objective may be one of them."""


_Point: TypeAlias = tuple[Annotated[int, Strict(), Field(ge=-(2**63), lt=2**63)], _Finite]


class ErrorDocument(DocumentPart):
    """Why a trial has no metric."""

    kind: Text
    message: Text
    traceback: Text = ""


class TrialDocument(DocumentPart):
    """A trial; made from Python values, because of `params` not from JSON text."""

    number: Annotated[int, Strict(), Field(ge=0, lt=2**63)]
    params: Annotated[dict[str, Any], BeforeValidator(_checked_params)]
    state: TrialState
    metric: _Finite | None = None
    metrics: dict[Text, _Metric] = Field(default_factory=dict)
    duration_ms: Annotated[_Finite, Field(ge=0)] | None = None
    started_at: Moment | None = None
    error: ErrorDocument | None = None
    worker: Text = ""
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
