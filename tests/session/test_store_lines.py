"""Trials written from a store, to the byte as they would be one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.documents import complete, forest_session, records
from tuner_gui.core.nesting import nest
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.document import Session
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import write_session
from tuner_gui.session.store_lines import StoreLines
from tuner_gui.session.trial_document import record_to_row


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines")


def text(folder: Path, trials: Any) -> bytes:
    path = folder / "s.tuner.json"
    write_session(path, forest_session(0), trials)
    return path.read_bytes()


def require_the_same(folder: Path, trials: list[TrialRecord]) -> None:
    store = TrialStore.of(Objective(), trials)
    assert text(folder, store) == text(folder, store.records())


@given(st.lists(records(), max_size=8, unique_by=lambda each: each.number))
def test_that_any_trials_are_written_as_one_by_one(folder: Path, trials: list[TrialRecord]) -> None:
    require_the_same(folder, trials)


encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_METRICS = st.floats() | st.just(-0.0)
_NAMES = st.sampled_from(["a", "b%s", 'c"%', "group.x", "other.y", "group.%d", "group.in.z", "é"])
_VALUES = st.sampled_from([0, 1, True, -0.0, 1.0, 1e300, 2**80, "", "%s", "\ud800", None, (1, "a")])


@given(
    st.lists(
        st.builds(
            TrialRecord,
            number=st.just(0),
            params=st.dictionaries(_NAMES, _VALUES).map(lambda flat: nest(flat.items())),
            state=st.sampled_from([TrialState.RUNNING, TrialState.FAILED]),
            metric=st.none() | st.floats(allow_infinity=False),
            metrics=st.dictionaries(st.sampled_from(["m%", "n", "é\n"]), _METRICS),
            error=st.none() | st.just(TrialError("%r", "half \udcff", "{}")),
            worker=st.sampled_from(["", "worker 1", "%d"]),
        ),
        max_size=8,
    )
)
def test_that_columns_of_odd_names_and_mixed_values_are_written_as_one_by_one(
    trials: list[TrialRecord],
) -> None:
    store = TrialStore.of(
        Objective(), [replace(each, number=row) for row, each in enumerate(trials)]
    )
    lines = StoreLines(store, encode).of(0, len(store)) if trials else []
    assert lines == [encode(record_to_row(each)) for each in store.records()]


def test_that_more_trials_than_are_written_at_a_time_keep_their_order(tmp_path: Path) -> None:
    trials = [complete(number, 0.5) for number in range(2500)]
    trials[7] = replace(trials[7], params={"n_estimators": 2**70})  # a column of anything
    trials[1999] = replace(trials[1999], params={}, seed=None, started_at=None)
    require_the_same(tmp_path, trials)


@pytest.mark.parametrize("changes", [{"metric": float("inf")}, {"params": {"x": float("-inf")}}])
def test_that_a_trial_that_no_file_can_hold_is_named(tmp_path: Path, changes: Any) -> None:
    trials = [complete(number, 0.5) for number in range(5)]
    trials[3] = replace(trials[3], state=TrialState.FAILED, **changes)
    session = Session(forest_session(0).config)
    with pytest.raises(SessionError, match="Trial 3 cannot be written: it holds NaN or an inf"):
        write_session(tmp_path / "s.json", session, TrialStore.of(Objective(), trials))
    assert list(tmp_path.iterdir()) == []
