"""A session read back equals what was written, and its text is one that people and git can read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.session.documents import complete, forest_session, sessions, written
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialError
from tuner_gui.session.document import Session
from tuner_gui.session.file import read_session, write_session


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round") / "trip.tuner.json"


@given(sessions())
def test_that_a_session_read_back_equals_what_was_written(path: Path, session: Session) -> None:
    back = written(session, path)
    assert back == session
    # equality is blind to 1, 1.0 and True
    assert repr(back.records) == repr(session.records)
    assert repr(back.config) == repr(session.config)


@given(sessions())
def test_that_writing_again_changes_no_byte(path: Path, session: Session) -> None:
    write_session(path, session)
    before = path.read_bytes()
    write_session(path, read_session(path))
    assert path.read_bytes() == before


def test_that_a_metric_that_is_no_number_survives(tmp_path: Path) -> None:
    record = replace(complete(0, 0.5), metrics={"a": float("nan"), "b": float("-inf")})
    session = replace(forest_session(0), records=(record,))
    back = written(session, tmp_path / "s.tuner.json")
    assert repr(back.records) == repr((record,))


def test_that_an_unfinished_setup_can_be_kept(tmp_path: Path) -> None:
    session = Session(SweepConfig("", None, HyperParamSpace(), RandomKind()))
    assert written(session, tmp_path / "s.tuner.json") == session


def test_that_the_version_stands_first_and_each_trial_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, forest_session(3))
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert list(document) == ["format_version", "config", "environment", "trials", "notes"]
    assert set(document["config"]) == {
        *("name", "target", "dataset", "objective", "space", "strategy", "budget", "seed")
    }
    lines = text.splitlines()
    trials = [json.loads(line.strip().rstrip(",")) for line in lines if line.startswith('    {"')]
    assert trials == document["trials"]
    assert len(trials) == 3
    assert trials[0]["params"] == {
        "n_estimators": 20,
        "criterion": "gini",
        "min": {"impurity": 1e-05},
    }
    assert trials[0]["started_at"] == "2026-11-23T08:00:00.123456+00:00"
    assert '      "parameters": [' in lines


def test_that_one_more_trial_changes_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, forest_session(3))
    before = path.read_text().splitlines()
    write_session(path, forest_session(4))
    after = path.read_text().splitlines()
    assert len(after) == len(before) + 1
    assert len(set(after) - set(before)) == 2  # the new one, and a comma after the one before


def test_that_records_can_come_from_elsewhere_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    session = forest_session(2500)  # more than two chunks
    write_session(path, replace(session, records=()), iter(session.records))
    assert read_session(path) == session


def test_that_half_a_character_in_a_traceback_costs_no_results(tmp_path: Path) -> None:
    record = replace(complete(0, 0.5), error=TrialError("E", "no file \udcff", "\ud800"))
    back = written(replace(forest_session(0), records=(record,)), tmp_path / "s.tuner.json")
    assert back.records[0].error == TrialError("E", "no file ?", "?")


def test_that_a_document_may_be_in_any_layout_and_order(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    session = forest_session(3)
    write_session(path, session)
    document = json.loads(path.read_text())
    for text in (
        json.dumps(document),
        json.dumps(document, indent=8, sort_keys=True),
        json.dumps(dict(reversed(document.items())), ensure_ascii=True),
        "\ufeff" + json.dumps(document).replace(",", "\r\n\t,"),
    ):
        path.write_text(text, encoding="utf-8")
        assert read_session(path) == session


def test_that_what_a_trial_leaves_out_is_as_in_a_record_without_it(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, forest_session(0))
    trial = '{"number": 3, "params": {"x": 1}, "state": "stopped"}'
    path.write_text(path.read_text().replace('"trials": []', f'"trials": [{trial}]'))
    (record,) = read_session(path).records
    assert (record.number, record.params, record.metrics, record.seed) == (3, {"x": 1}, {}, None)
