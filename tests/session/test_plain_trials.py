"""Trials read without the schema are those that the schema would have made of them."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.session.documents import complete, records
from tests.session.test_fuzz import transplanted
from tuner_gui.core.trial import TrialRecord
from tuner_gui.session.plain_trials import plain_record
from tuner_gui.session.trial_document import TrialDocument, record_from_document, record_to_row

_trials = TypeAdapter(TrialDocument)


def by_schema(row: Any) -> str:
    try:
        return repr(record_from_document(_trials.validate_python(row)))
    except ValidationError:
        return "refused"


def row_of(record: TrialRecord) -> Any:
    return json.loads(json.dumps(record_to_row(record)))


def test_that_a_usual_trial_needs_no_schema() -> None:
    record = complete(3, 0.5)
    assert repr(plain_record(row_of(record))) == repr(record)


@given(records())
def test_that_any_trial_is_the_same_or_left_to_the_schema(record: TrialRecord) -> None:
    assert plain_record(row_of(record)) in (None, record)
    assert repr(plain_record(row_of(record)) or record) == repr(record)


@given(st.randoms(use_true_random=False))
def test_that_no_wrong_value_gets_past_the_schema(source: random.Random) -> None:
    row = transplanted(row_of(complete(3, 0.5)), source)
    assert repr(plain_record(row)) in ("None", by_schema(row))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": True},
        {"number": -1},
        {"number": 2**63},
        {"metric": None},
        {"metric": float("inf")},
        {"metrics": {"a": float("-inf")}},
        {"metrics": []},
        {"duration_ms": -0.5},
        {"duration_ms": float("inf")},
        {"started_at": "2026-11-23T08:00:00"},
        {"started_at": 5},
        {"state": "done"},
        {"state": []},
        {"params": {"a.b": 1}},
        {"params": {"a": {"": 1}}},
        {"params": {"a": float("inf")}},
        {"params": []},
        {"worker": None},
        {"space_revision": 0},
        {"space_revision": 2**31},
        {"seed": -1},
        {"seed": 2**64},
        {"seed": False},
        {"more": 1},
    ],
)
def test_that_what_is_wrong_is_left_to_the_schema(changes: Any) -> None:
    row = row_of(complete(3, 0.5)) | changes
    assert plain_record(row) is None
    assert by_schema(row) == "refused"


def test_that_what_is_no_object_is_left_to_the_schema() -> None:
    assert [plain_record(row) for row in (None, [], "x", 3)] == [None] * 4
